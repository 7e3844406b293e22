"""Search as a caseworker types it: kinds of incident, years of birth, days, names by ear and with a slip in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from asbdesk.domain.agencies import AgencyValues
from asbdesk.domain.casework import AgencyKind, UserRole
from asbdesk.domain.when import parse_when
from asbdesk.errors import Refused
from asbdesk.queries.people import suggest
from asbdesk.queries.search import FOUND, FoundFilter, answer, search, understood
from asbdesk.services import agencies, incidents, people
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from asbdesk.ui.desk import Task
from asbdesk.ui.kit.export import export_list
from asbdesk.ui.search.page import COLUMNS
from tests.factories import TODAY, ask, case_of, do, incident_values, new_office, person_values

Opened = tuple[Office, Actor]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Opened]:
    made = new_office(tmp_path)
    yield made
    made[0].close()


def titles(office: Opened, typed: str, kind: str) -> list[str]:
    return [hit.title for hit in ask(office[0], search, typed, 6, TODAY) if hit.kind == kind]


def test_an_incident_is_found_by_its_kind_alone_and_beside_other_words(office: Opened) -> None:
    told = incident_values(summary="Drums until four.", account="", category="noise", place="11 Kiln Row")
    number = do(*office, incidents.record_incident, told)
    do(*office, incidents.record_incident, replace(told, category="graffiti", summary="A tag.", place="12 Kiln Row"))
    for typed in ("noise kind:incident", "kiln noise", "noise kiln", "noisy neighbours", "drums noise"):
        assert [hit.id for hit in ask(office[0], search, typed, 6, TODAY)] == [number], typed
    assert titles(office, "kiln littering", "incident") == []


def test_a_word_for_a_kind_of_incident_may_have_a_slip_in_it_where_nothing_else_is_found(office: Opened) -> None:
    told = incident_values(summary="A tag.", account="", category="graffiti", place="12 Kiln Row")
    number = do(*office, incidents.record_incident, told)
    do(*office, incidents.record_incident, incident_values(summary="Drums.", account="", category="noise"))
    for typed in ("grafitti", "kiln graffitti", "graffiit kiln"):
        assert [hit.id for hit in ask(office[0], search, typed, 6, TODAY)] == [number], typed
    for typed in ("grifter", "grafitti market", "grfti"):
        assert ask(office[0], search, typed, 6, TODAY) == (), typed


def test_any_word_may_have_a_slip_in_it_where_nothing_else_is_found(office: Opened) -> None:
    told = incident_values(summary="Scooters across the orchard.", account="Bottles.", category="noise")
    number = do(*office, incidents.record_incident, told)
    for typed, right in {
        "scootres": "scooters", "orchrd": "orchard", "scooters orchadr": "scooters orchard", "botles": "bottles",
        "botttles": "bottles", "bottlas": "bottles", "kind:incident scootres": "scooters",
        "scootres orchadr": "scooters orchard", "scoootres": "scooters", "orchadr this month": "orchard this month",
    }.items():  # fmt: skip
        found = ask(office[0], answer, typed, 6, TODAY)
        assert ([hit.id for hit in found.hits], found.instead) == ([number], right), typed
        assert ask(office[0], FOUND.count, FoundFilter(typed, TODAY)) == 1, typed
        assert f"This is found for “{right}”." in ask(office[0], understood, FoundFilter(typed, TODAY)), typed
    for typed in ("scooters", "scootres graffiti", "kind:person scootres", "ocrhrda", "botles scootres orchadr", "sch"):
        assert ask(office[0], answer, typed, 6, TODAY).instead == "", typed


def test_no_words_are_gone_through_for_a_reference_that_is_not_there(
    office: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("asbdesk.queries.search_more.words_beginning", lambda _s, start, _k: asked.append(start) or ())
    assert ask(office[0], search, "asb/2003/0", 6, TODAY) == ()
    assert asked == []
    ask(office[0], search, "scoootrez", 6, TODAY)
    assert asked == ["sc"]


def test_what_happened_on_a_day_is_found_by_the_day(office: Opened) -> None:
    told = incident_values(summary="Drums until four.", account="", category="noise")
    number = do(*office, incidents.record_incident, told)
    for typed in ("3/11/2003", "noise 3 november", "drums 3.11.03", "drums november 2003"):
        assert number in [hit.id for hit in ask(office[0], search, typed, 6, TODAY) if hit.kind == "incident"], typed
    assert titles(office, "drums 1 march 1999", "incident") == []
    do(
        *office,
        incidents.record_incident,
        replace(told, when=parse_when("1/10/2003", datetime.combine(TODAY, time.max))),
    )
    for typed in ("noise this month", "noise november", "drums since october", "this month"):
        assert len(titles(office, typed, "incident")) == (2 if typed == "drums since october" else 1), typed


def test_a_name_is_found_as_it_is_heard_and_with_a_letter_wrong(office: Opened) -> None:
    heard = {
        "Jacqueline": ("jaqueline", "jacqeline"), "Siobhán": ("shavaun", "siobahn"), "Rhys": ("rees",),
        "Niamh": ("neve",), "Caoimhe": ("keeva",), "Eilidh": ("ailie",), "Dafydd": ("davith",), "Winston": ("winsten",),
    }  # fmt: skip
    for given in heard:
        do(*office, people.add_person, person_values(given, f"{given[0]}testerfield"))
    for given, spelt in heard.items():
        for typed in spelt:
            assert titles(office, typed, "person") == [f"{given} {given[0]}testerfield"], typed
            assert [row.name for row in ask(office[0], suggest, typed)] == [f"{given} {given[0]}testerfield"], typed


def test_a_short_form_counts_only_where_the_other_word_agrees(office: Opened) -> None:
    for given, family in (("Gwendoline", "Hypothwaite"), ("Wendy", "Quasimoor")):
        do(*office, people.add_person, person_values(given, family))
    assert titles(office, "wendy quasi", "person") == ["Wendy Quasimoor"]
    assert [row.name for row in ask(office[0], suggest, "wendy quasi")] == ["Wendy Quasimoor"]
    assert set(titles(office, "wendy", "person")) == {"Wendy Quasimoor", "Gwendoline Hypothwaite"}


def test_who_was_born_in_the_year_comes_first(office: Opened) -> None:
    for given, born in (("Kaye", date(1971, 8, 19)), ("Dean", date(1969, 3, 4)), ("Ann", date(1971, 1, 1))):
        do(*office, people.add_person, person_values(given, "Testwick", born=born))
    assert titles(office, "born 1969", "person") == ["Dean Testwick"]
    assert titles(office, "testwick 1969", "person")[0] == "Dean Testwick"
    assert len(titles(office, "testwick 1969", "person")) == 3
    assert titles(office, "born in 1950", "person") == []


def test_an_agency_is_found_with_a_slip_in_its_name(office: Opened) -> None:
    do(*office, agencies.add_agency, AgencyValues("Sampleford Police, Community Unit", AgencyKind.POLICE))
    do(*office, agencies.add_agency, AgencyValues("Exemplar Housing", AgencyKind.HEALTH))
    assert titles(office, "sampelford police", "agency") == ["Sampleford Police, Community Unit"]
    assert titles(office, "sampelford housing", "agency") == []
    do(*office, incidents.record_incident, incident_values(summary="Exemplar Housing was told."))
    kinds = [hit.kind for hit in ask(office[0], search, "exemplar housing", 6, TODAY)]
    assert kinds == ["agency", "incident"], "what is called so comes first"


def test_a_shortened_reference_finds_its_case(office: Opened) -> None:
    case_of(*office)
    for typed in ("asb/03/0001", "asb 03 1", "03-0001", "0001/03", "asb0001", "asb1"):
        assert titles(office, typed, "case")[0].startswith("ASB/2003/0001"), typed


def test_who_asks_for_incidents_finds_those_of_a_person(office: Opened) -> None:
    case_of(*office)
    assert titles(office, "testwick", "incident") == []
    box = ask(office[0], search, "testwick kind:incident", 6, TODAY)
    listed = ask(office[0], FOUND.ids, FoundFilter("testwick", TODAY, frozenset({"incident"})), "")
    assert len(box) == len(listed) > 0


def test_a_street_is_found_in_either_spelling(office: Opened) -> None:
    case_of(*office)
    for typed in ("14 larch ct", "flat 14 larch court", "Apt. 14, Larch Ct", "14 larch court quarry rd"):
        assert "Dean Mercer" in titles(office, typed, "person"), typed
    assert titles(office, "14 larch ct kind:incident", "incident")
    assert titles(office, "14 larch ave", "person") == []


def test_a_plain_word_may_name_the_kind_where_nothing_else_is_found(office: Opened) -> None:
    case_of(*office)
    assert [hit.kind for hit in ask(office[0], search, "reports larch", 6, TODAY)] == ["incident"]
    assert ask(office[0], search, "photo larch", 6, TODAY) == ()


def test_a_list_of_everything_found_leaves_without_protected_names_and_with_no_reader(
    office: Opened, tmp_path: Path
) -> None:
    case_of(*office)
    path = tmp_path / "found.csv"

    def export(role: UserRole) -> None:
        who = replace(office[1], role=role)
        task = Task(lambda *_: None, office[0], who)
        export_list(task, FOUND, FoundFilter("testwick", TODAY), "", COLUMNS, path, "csv", "Search results")

    with pytest.raises(Refused, match="cannot export lists"):
        export(UserRole.READER)
    assert not path.exists()
    for role in (UserRole.CASEWORKER, UserRole.MANAGER, UserRole.ADMINISTRATOR):
        export(role)
        written = path.read_text(encoding="utf-8-sig")
        assert "ASB/2003/0001" in written
        assert "testwick" not in written.lower()
