"""Incidents become allegations, in order, merged and dropped and brought back, on a real office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from asbdesk.domain.casework import ExhibitKind, IncidentRole, ReportedHow, WhenKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.orders import ApplicationState, Basis, Denial, HearingKind, Strength
from asbdesk.domain.statements import StatementValues
from asbdesk.domain.when import When
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries.allegations import (
    acts_alleged,
    hearsay_notice,
    needs_hearsay_notice,
    source_choices,
    to_choose,
)
from asbdesk.services import allegations, evidence, orders, people, statements
from asbdesk.storage import tables as t
from tests.factories import TODAY, ask, case_of, do, new_office, person_values
from tests.services.schedule_way import ACCUSED, DAYS, SAW, Way, way_of


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    office, who = new_office(tmp_path)
    yield way_of(office, who)
    office.close()


def test_the_incidents_that_name_him_are_offered_and_the_others_are_counted(way: Way) -> None:
    way.incident(date(2003, 10, 1), IncidentPersonValues(SAW, way.complainant))
    found = ask(way.office, to_choose, way.application_id, TODAY)
    assert [row.when for row in found.rows] == ["3 Nov 2003, 23:30", "1 Sep 2003, 22:00", "17 May 2003, 22:00",
                                                "28 Feb 2003, 22:00"]  # fmt: skip
    assert [row.judged.standing for row in found.rows] == ["live", "live", "live", "background"]
    assert (found.used, found.others) == (0, 1)


def test_incidents_become_allegations_the_oldest_first_and_are_not_offered_again(way: Way) -> None:
    way.add_all()
    rows = way.schedule().rows
    assert [row.values.happened_on for row in rows] == [*sorted(DAYS), date(2003, 11, 3)]
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert rows[0].incidents[0][1].startswith("INC/2003/")
    assert ask(way.office, to_choose, way.application_id, TODAY).rows == ()


def test_protected_people_stand_in_an_allegation_by_their_pseudonyms_and_the_account_is_not_taken(way: Way) -> None:
    people_in = (
        IncidentPersonValues(ACCUSED, way.accused),
        IncidentPersonValues(IncidentRole.VICTIM, way.complainant),
        IncidentPersonValues(IncidentRole.WITNESS, None, "the lady with the dog at number 9"),
    )
    number = way.incident(
        date(2003, 10, 5), *people_in, place="12 Larch Court",
        summary="Shouted at Mrs Testwick; Amina Testwick's door was kicked.", account="She told me in confidence.",
    )  # fmt: skip
    way.do(allegations.add_allegations, way.application_id, [number])
    (row,) = way.schedule().rows
    assert row.values.act == "Shouted at Complainant A; Complainant A's door was kicked."
    assert (row.values.place, row.values.reached) == ("the home of Complainant A", "Complainant A")
    assert row.values.witness == "a witness"
    assert row.values.basis is Basis.HEARSAY


def test_somebody_who_is_not_of_the_case_is_named_by_her_part_alone(way: Way) -> None:
    stranger = way.do(people.add_person, person_values("Ngozi", "Placeholder"))
    number = way.incident(
        date(2003, 10, 5), IncidentPersonValues(ACCUSED, way.accused), IncidentPersonValues(SAW, stranger),
        summary="Swore at Ngozi Placeholder and at Ms Placeholder's son.",
    )  # fmt: skip
    way.do(allegations.add_allegations, way.application_id, [number])
    (row,) = way.schedule().rows
    assert row.values.act == "Swore at a resident and at a resident's son."
    assert (row.values.reached, row.values.witness) == ("a resident", "a resident")


def test_the_home_of_a_complainant_in_the_perpetrators_own_house_is_not_given_away(way: Way) -> None:
    """A place that is his own home stays as it is: "the home of Complainant A" would say who complained."""
    way.do(people.change_person, way.complainant, 1, person_values("Amina", "Testwick"))
    number = way.incident(date(2003, 10, 5), place="14 Larch Court")
    way.do(allegations.add_allegations, way.application_id, [number])
    assert way.schedule().rows[0].values.place == "14 Larch Court"


def test_without_a_summary_the_kind_of_behaviour_stands_there(way: Way) -> None:
    number = way.incident(date(2003, 10, 5), summary="", account="My own words about Amina Testwick.")
    way.do(allegations.add_allegations, way.application_id, [number])
    assert way.schedule().rows[0].values.act == "Noise"


def test_a_warden_is_a_professional_witness_by_his_name(way: Way) -> None:
    number = way.incident(
        date(2003, 10, 5), IncidentPersonValues(ACCUSED, way.accused), reported_how=ReportedHow.WARDEN,
        reported_by="Warden Exampleton",
    )  # fmt: skip
    way.do(allegations.add_allegations, way.application_id, [number])
    values = way.schedule().rows[0].values
    assert (values.basis, values.witness, values.strength) == (Basis.PROFESSIONAL, "Warden Exampleton", Strength.FAIR)


def test_the_precision_of_the_date_is_kept_and_the_limit_counts_from_its_first_day(way: Way) -> None:
    number = way.incident(date(2003, 6, 1), when=When(WhenKind.MONTH, datetime(2003, 6, 1)))
    way.do(allegations.add_allegations, way.application_id, [number])
    (row,) = way.schedule().rows
    assert row.values.happened_words == "Jun 2003"
    assert row.judged.last_day == date(2003, 12, 1)


def test_exhibits_and_statements_that_show_it_come_along(way: Way, tmp_path: Path) -> None:
    number = way.incident(date(2003, 10, 5))
    path = tmp_path / "sound.wav"
    path.write_bytes(b"RIFF")
    jo = Witness("Jo Okafor", user_id=way.who.user_id)
    values = ExhibitValues(way.case_id, jo, ExhibitKind.SOUND, "Music", TODAY, incident_ids=(number,))
    exhibit = evidence.take_in(way.office, way.who, path, values)
    told = StatementValues(way.case_id, "I produce the recording marked JO/1.", user_id=way.who.user_id)
    statement = way.do(statements.save_statement, 0, told)
    way.do(allegations.add_allegations, way.application_id, [number])
    (row,) = way.schedule().rows
    assert (row.exhibits, [n for n, _ in row.statements]) == (((exhibit, "JO/1"),), [statement])
    assert row.values.strength is Strength.FAIR  # hearsay, but supported
    assert ask(way.office, source_choices, way.application_id).exhibits == ((exhibit, "JO/1 Music"),)
    way.do(allegations.change_allegation, row.id, replace(row.values, exhibit_ids=(), statement_ids=()))
    (row,) = way.schedule().rows
    assert (row.exhibits, row.statements, len(row.incidents)) == ((), (), 1)


def test_what_is_used_or_does_not_name_him_is_refused(way: Way) -> None:
    other = way.incident(date(2003, 10, 5), IncidentPersonValues(SAW, way.complainant))
    with pytest.raises(Refused, match="does not name"):
        way.do(allegations.add_allegations, way.application_id, [other])
    with pytest.raises(Refused, match="No incident"):
        way.do(allegations.add_allegations, way.application_id, [])
    way.do(allegations.add_allegations, way.application_id, [1])
    with pytest.raises(Refused, match="already"):
        way.do(allegations.add_allegations, way.application_id, [1])


def test_an_allegation_is_changed_and_what_is_wrong_is_said_by_its_field(way: Way) -> None:
    first = way.add_all()[0]
    values = way.schedule().rows[0].values
    way.do(allegations.change_allegation, first, replace(values, act=" Kicked a door. ", denial=Denial.DENIED))
    assert way.schedule().rows[0].values.act == "Kicked a door."
    wrong = (
        ("act", {"act": " "}), ("act", {"act": "x" * 901}), ("happened_words", {"happened_words": ""}),
        ("happened_on", {"happened_on": date(2003, 11, 18)}), ("place", {"place": "x" * 161}),
        ("exhibit_ids", {"exhibit_ids": (99,)}), ("statement_ids", {"statement_ids": (99,)}),
    )  # fmt: skip
    for field, changed in wrong:
        with pytest.raises(InvalidField) as refused:
            way.do(allegations.change_allegation, first, replace(values, **changed))
        assert refused.value.field == field


def test_the_order_is_the_users_and_a_stale_one_is_refused(way: Way) -> None:
    a, b, c, d = way.add_all()
    way.do(allegations.order_allegations, way.application_id, [d, a, c, b])
    assert way.ids() == [d, a, c, b]
    with pytest.raises(Refused, match="meanwhile"):
        way.do(allegations.order_allegations, way.application_id, [a, b, c])
    assert way.ids() == [d, a, c, b]


def test_merging_keeps_every_source_and_is_undone_whole(way: Way) -> None:
    a, b, c, d = way.add_all()
    before = way.schedule().rows
    whole = way.do(allegations.merge_allegations, [c, a])
    rows = way.schedule().rows
    assert [row.id for row in rows] == [whole, b, d]
    assert {number for number, _ in rows[0].incidents} == {
        number for row in before if row.id in (a, c) for number, _ in row.incidents
    }
    assert {part.id for part in rows[0].parts} == {a, c}
    assert rows[0].judged.words.endswith("1 of 2 acts")
    assert set(ask(way.office, acts_alleged, way.application_id)) == {a, b, c, d}
    way.do(allegations.take_apart, whole, [a, b, c, d])
    assert way.schedule().rows == before
    with way.office.reading() as session:
        assert session.scalars(select(func.count(t.Allegation.id))).one() == 4
        left = session.scalars(select(func.count(t.AllegationSource.id))).one()
    assert left == 4


def test_what_was_merged_of_merged_ones_counts_each_act_once_and_comes_apart_step_by_step(way: Way) -> None:
    a, b, c, d = way.add_all()
    inner = way.do(allegations.merge_allegations, [a, b])
    outer = way.do(allegations.merge_allegations, [inner, d])
    assert [(row.id, row.judged.live, row.judged.acts) for row in way.schedule().rows] == [(outer, 2, 3), (c, 1, 1)]
    assert way.do(allegations.take_apart, outer) == (inner, d)
    assert way.ids() == [inner, d, c]
    with pytest.raises(Refused, match="not merged"):
        way.do(allegations.take_apart, c)


def test_one_alone_is_not_merged(way: Way) -> None:
    (first, *_) = way.add_all()
    with pytest.raises(Refused, match="two"):
        way.do(allegations.merge_allegations, [first, first])


def test_dropping_needs_a_reason_and_bringing_back_puts_it_where_it_stood(way: Way) -> None:
    a, b, c, d = way.add_all()
    with pytest.raises(InvalidField, match="why"):
        way.do(allegations.drop_allegations, [b], "  ")
    way.do(allegations.drop_allegations, [b, c], "Nobody saw it.")
    found = way.schedule()
    assert [row.id for row in found.rows] == [a, d]
    assert [row.number for row in found.rows] == [1, 2]
    assert [(row.id, row.reason, row.dropped_on) for row in found.dropped] == [
        (b, "Nobody saw it.", TODAY), (c, "Nobody saw it.", TODAY),
    ]  # fmt: skip
    way.do(allegations.bring_back, [c, b])
    assert way.ids() == [a, b, c, d]
    assert way.schedule().dropped == ()


def test_the_acts_of_a_dropped_whole_are_alleged_no_more(way: Way) -> None:
    a, b, c, d = way.add_all()
    whole = way.do(allegations.merge_allegations, [a, b])
    way.do(allegations.drop_allegations, [whole], "Too old.")
    assert set(ask(way.office, acts_alleged, way.application_id)) == {c, d}


def test_a_settled_application_keeps_its_schedule_as_it_is(way: Way) -> None:
    ids = way.add_all()
    way.do(orders.move_application, way.application_id, ApplicationState.WITHDRAWN, TODAY, "He moved away.")
    for service, args in (
        (allegations.drop_allegations, ([ids[0]], "x")), (allegations.merge_allegations, (ids,)),
        (allegations.order_allegations, (way.application_id, ids)),
    ):  # fmt: skip
        with pytest.raises(Refused, match="settled"):
            way.do(service, *args)


def test_the_acts_are_judged_by_the_day_planned_and_then_by_the_day_lodged(way: Way) -> None:
    way.add_all()
    with way.office.transaction(way.who, "plan") as work:
        work.session.get_one(t.Application, way.application_id).planned_on = date(2003, 12, 1)
    found = way.schedule()
    assert found.day == date(2003, 12, 1)
    assert [row.judged.standing for row in found.rows] == ["background", "background", "live", "live"]
    assert found.rows[1].judged.words == "Background by 1 Dec 2003: last day 17 Nov 2003, today"
    assert way.schedule(date(2004, 1, 5)).day == date(2004, 1, 5)  # a plan that has passed
    with way.office.transaction(way.who, "lodge") as work:
        work.session.get_one(t.Application, way.application_id).lodged_on = TODAY
    later = way.schedule(date(2005, 1, 1))
    assert (later.day, later.lodged) == (TODAY, True)
    assert [row.judged.standing for row in later.rows] == ["background", "live", "live", "live"]


def test_hearsay_asks_for_its_notice_counted_back_from_the_hearing(way: Way) -> None:
    assert not ask(way.office, needs_hearsay_notice, way.application_id)
    ids = way.add_all()
    assert ask(way.office, needs_hearsay_notice, way.application_id)
    assert ask(way.office, hearsay_notice, way.application_id, TODAY) is None  # no hearing yet
    with way.office.transaction(way.who, "hearing") as work:
        work.add(
            t.Hearing(application_id=way.application_id, kind=HearingKind.FIRST, at=datetime(2003, 12, 31, 10, 0),
                      court="", outcome_words="", attended="")
        )  # fmt: skip
    # 21 clear days before 31 December 2003: SI 1999/681 rule 3, counted the safe way.
    notice = ask(way.office, hearsay_notice, way.application_id, TODAY)
    assert notice is not None
    assert notice.last_day == date(2003, 12, 9)
    for number in ids:
        row = next(row for row in way.schedule().rows if row.id == number)
        way.do(allegations.change_allegation, number, replace(row.values, basis=Basis.DIRECT))
    assert not ask(way.office, needs_hearsay_notice, way.application_id)
    assert ask(way.office, hearsay_notice, way.application_id, TODAY) is None


def test_the_age_at_each_act_is_told_where_the_instrument_asks_for_it(way: Way) -> None:
    way.add_all()
    assert [row.age.age if row.age else None for row in way.schedule().rows] == [18, 19, 19, 19]


def test_an_allegation_of_another_case_is_not_reached(way: Way) -> None:
    other, accused, _ = case_of(way.office, way.who)
    assert other != way.case_id
    with way.office.reading() as session:
        theirs = session.scalars(select(t.Incident.id).where(t.Incident.case_id == other)).all()
    with pytest.raises(Refused, match="no longer in this case"):
        do(way.office, way.who, allegations.add_allegations, way.application_id, theirs)
    assert accused
