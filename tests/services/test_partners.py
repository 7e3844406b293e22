"""Conferences, agreed actions and the disclosure log of a case, on a real office, with the papers that they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from asbdesk.domain.agencies import AgencyValues, ContactValues
from asbdesk.domain.casework import ActionKind, AgencyKind, CaseRole, ClosingReason, DisclosureWay, UserRole
from asbdesk.domain.conferences import ActionValues, ConferenceValues, GuestValues
from asbdesk.domain.disclosures import DisclosureValues
from asbdesk.errors import Conflict, InvalidField, Refused
from asbdesk.queries import cases as case_queries
from asbdesk.queries import documents as document_queries
from asbdesk.queries.letters import letter_choices
from asbdesk.queries.partners import PartnersPage, partners_page
from asbdesk.queries.recipients import Addressee
from asbdesk.queries.search import search
from asbdesk.queries.timeline import timeline
from asbdesk.queries.today import today
from asbdesk.services import (
    actions,
    agencies,
    agency_papers,
    cases,
    conferences,
    disclosures,
    papers,
    people,
)
from asbdesk.services.papers import Prepared, Wanted
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import TODAY, ask, case_of, do, new_office, person_values

S115 = "Crime and Disorder Act 1998, section 115 (a power, not a duty)"
DUE = date(2003, 12, 1)
POLICE = AgencyValues(
    "Thornmere Police", AgencyKind.POLICE, "2 Lantern Street\nThornmere\nTM1 2AB",
    contacts=(ContactValues("PC Ruth Sampleford"),),
)  # fmt: skip


@dataclass
class Desk:
    """An office with a case, two agencies, and what a test asks of them."""

    office: Office
    who: Actor
    case: int
    accused: int
    complainant: int
    police: int
    school: int

    def do(self, service: Any, *args: Any) -> Any:
        return do(self.office, self.who, service, *args)

    @property
    def page(self) -> PartnersPage:
        return ask(self.office, partners_page, self.case, TODAY)

    @property
    def story(self) -> list[str]:
        return [f"{row.what}: {row.details}" for row in ask(self.office, timeline, self.case)]

    def due(self) -> list[tuple[date, str, str, int]]:
        rows = ask(self.office, today, self.who.user_id, TODAY).due
        return [(r.on, r.what, r.kind, r.id) for r in rows if r.kind in ("partners", "conference")]

    def prepare(self, template: str, about: int, agency: int | None = None, **asked: object) -> Prepared:
        addressee = Addressee(agency or self.police)
        wanted = Wanted(self.case, template, about, asked=asked, addressee=addressee)
        with self.office.reading() as session:
            return papers.prepare(session, wanted, self.who.user_id, TODAY)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    office, who = new_office(tmp_path)
    case, accused, complainant = case_of(office, who)
    police = do(office, who, agencies.add_agency, POLICE)
    school = do(office, who, agencies.add_agency, replace(POLICE, name="Makebelieve School", kind=AgencyKind.EDUCATION))
    yield Desk(office, who, case, accused, complainant, police, school)
    office.close()


def action_values(desk: Desk, **changed: Any) -> ActionValues:
    return replace(ActionValues(ActionKind.ACTION, "Extra patrols", DUE, desk.police), **changed)


def conference_values(desk: Desk, **changed: Any) -> ConferenceValues:
    values = ConferenceValues(
        datetime(2003, 11, 14, 10), "Committee Room 2", "Jo Okafor", "To agree on Larch Court",
        (GuestValues(desk.police, "PC Ruth Sampleford"), GuestValues(desk.school), GuestValues(name="Cllr Ann Other")),
    )  # fmt: skip
    return replace(values, **changed)


def log_values(desk: Desk, **changed: Any) -> DisclosureValues:
    values = DisclosureValues(
        DisclosureWay.ASKED, TODAY, S115, "Nobody else holds it.", "Calls to 14 Larch Court", desk.police,
        "PC Ruth Sampleford", desk.accused, DUE,
    )  # fmt: skip
    return replace(values, **changed)


def asked_for(desk: Desk, about: int | None = None) -> Prepared:
    return desk.prepare(
        "information-request", desk.accused if about is None else about, power=S115, what="The calls since August",
        necessity="To decide on a warning.", return_by=DUE,
    )  # fmt: skip


# agreed actions


def test_an_action_is_due_until_it_is_done_and_the_timeline_tells_both(desk: Desk) -> None:
    action = desk.do(actions.add_action, desk.case, action_values(desk))
    assert desk.due() == [(DUE, "Agreed action", "partners", desk.case)]
    assert "Action: Agreed action: Extra patrols, due 1 Dec 2003" in desk.story
    assert [due.on for due in ask(desk.office, case_queries.case, desk.case, TODAY).partners] == [DUE]
    desk.do(actions.finish_action, action, TODAY, "Four nights, nothing seen.")
    assert desk.due() == []
    assert "Action: Agreed action: Extra patrols: Four nights, nothing seen." in desk.story
    desk.do(actions.put_action_back, action)
    assert desk.due() == [(DUE, "Agreed action", "partners", desk.case)]


def test_reparation_concerns_somebody_of_the_case_with_the_age_of_that_day(desk: Desk) -> None:
    values = action_values(desk, kind=ActionKind.REPARATION, text="Paint out the stairwell", person_id=desk.accused)
    desk.do(actions.add_action, desk.case, values)
    row = desk.page.actions[0]
    assert (row.person, row.age, row.agency) == ("Dean Mercer", "19", "Thornmere Police")
    desk.do(actions.add_action, desk.case, replace(values, person_id=desk.complainant, agency_id=None))
    assert [(r.person, r.agency) for r in desk.page.actions][1] == ("Complainant A", "This office")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": " "}, "text"),
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2003, 11, 1)}, "due_on"),
        ({"kind": ActionKind.REPARATION}, "person"),
        ({"kind": ActionKind.REFERRAL, "agency_id": None, "person_id": 1}, "agency"),
        ({"person_id": 999}, "person"),
    ],
)
def test_an_action_that_cannot_be_is_said_at_its_field(desk: Desk, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidField) as found:
        desk.do(actions.add_action, desk.case, action_values(desk, **changed))
    assert found.value.field == field


def test_a_done_action_is_changed_only_after_it_was_put_back(desk: Desk) -> None:
    action = desk.do(actions.add_action, desk.case, action_values(desk))
    for on, outcome, field in (
        (date(2003, 11, 18), "x", "done_on"),
        (date(2003, 1, 1), "x", "done_on"),
        (TODAY, "", "outcome"),
    ):
        with pytest.raises(InvalidField) as found:
            desk.do(actions.finish_action, action, on, outcome)
        assert found.value.field == field
    desk.do(actions.finish_action, action, TODAY, "Done.")
    with pytest.raises(Refused, match="Put it back"):
        desk.do(actions.change_action, action, action_values(desk, text="Other"))
    desk.do(actions.put_action_back, action)
    desk.do(actions.change_action, action, action_values(desk, text="Other"))
    assert desk.page.actions[0].values.text == "Other"


def test_nothing_new_is_agreed_or_due_in_a_closed_case(desk: Desk) -> None:
    desk.do(actions.add_action, desk.case, action_values(desk))
    version = ask(desk.office, case_queries.case, desk.case, TODAY).version
    desk.do(cases.close_case, desk.case, version, ClosingReason.NOT_ASB, "Nothing more was heard.")
    assert desk.due() == []
    with pytest.raises(Refused, match="is closed"):
        desk.do(actions.add_action, desk.case, action_values(desk))
    with pytest.raises(Refused, match="is closed"):
        desk.do(conferences.plan_conference, desk.case, conference_values(desk))


# conferences


def test_a_conference_goes_from_its_plan_to_minutes_that_are_filed(desk: Desk) -> None:
    number = desk.do(conferences.plan_conference, desk.case, conference_values(desk))
    assert desk.due() == [(date(2003, 11, 14), "Case conference", "conference", number)]
    desk.do(actions.add_action, desk.case, action_values(desk, conference_id=number))
    police, school, councillor = (guest.id for guest in desk.page.conference(number).guests)
    desk.do(conferences.note_attendance, number, {police: True, school: False, councillor: None})
    draft = ask(desk.office, agency_papers.minutes_to_start_from, number, desk.who.user_id, TODAY)
    assert draft == (
        "Purpose:\nTo agree on Larch Court\n\n"
        "Present:\n- PC Ruth Sampleford, Thornmere Police\n- Jo Okafor (chair)\n\n"
        "Invited, not present:\n- Makebelieve School\n\n"
        "What was said:\n- \n\n"
        "Agreed actions:\n- Thornmere Police: Extra patrols, by 1 Dec 2003"
    )
    desk.do(conferences.keep_minutes, number, draft)
    with pytest.raises(InvalidField, match="What was said"):
        ask(desk.office, agency_papers.minutes_paper, number, desk.who.user_id, TODAY)
    desk.do(conferences.keep_minutes, number, draft.replace("- \n", "- Mrs Amina Testwick is afraid.\n"))
    made = ask(desk.office, agency_papers.minutes_paper, number, desk.who.user_id, TODAY)
    assert made.can_be_filed
    document = desk.do(agency_papers.file_minutes, number, made, True)
    row = desk.page.conference(number)
    assert (row.closed_on, row.document_id) == (TODAY, document)
    text = str(ask(desk.office, document_queries.document, document).facts)
    assert "Complainant A is afraid" in text
    assert "Testwick" not in text
    assert desk.page.actions_of(number)[0].agreed_on == date(2003, 11, 14)
    assert "Conference: To agree on Larch Court. With Thornmere Police." in desk.story
    assert [row[1] for row in desk.due()] == ["Agreed action"]
    with pytest.raises(Refused, match="are filed"):
        desk.do(conferences.keep_minutes, number, "Other words")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"place": ""}, "place"),
        ({"chair": " "}, "chair"),
        ({"purpose": ""}, "purpose"),
        ({"guests": (GuestValues(),)}, "guests"),
        ({"guests": (GuestValues(name="Ann Other"), GuestValues(name="ann other "))}, "guests"),
    ],
)
def test_a_conference_that_cannot_be_is_said_at_its_field(desk: Desk, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidField) as found:
        desk.do(conferences.plan_conference, desk.case, conference_values(desk, **changed))
    assert found.value.field == field


def test_nobody_came_to_a_conference_that_was_not_held_yet(desk: Desk) -> None:
    ahead = conference_values(desk, held_at=datetime(2003, 11, 24, 10))
    number = desk.do(conferences.plan_conference, desk.case, ahead)
    guest = desk.page.conference(number).guests[0].id
    with pytest.raises(Refused, match="not been held yet"):
        desk.do(conferences.note_attendance, number, {guest: True})
    desk.do(conferences.keep_minutes, number, "Purpose:\nTo agree")
    made = ask(desk.office, agency_papers.minutes_paper, number, desk.who.user_id, TODAY)
    with pytest.raises(Refused, match="not been held yet"):
        desk.do(agency_papers.file_minutes, number, made, False)


def test_an_invitation_names_the_accused_and_nobody_protected_and_enters_the_log(desk: Desk) -> None:
    purpose = "To agree how Amina Testwick is kept safe"
    ahead = conference_values(desk, held_at=datetime(2003, 11, 24, 10), purpose=purpose)
    number = desk.do(conferences.plan_conference, desk.case, ahead)
    guest = desk.page.conference(number).guests[0].id
    answers = {"power": S115, "necessity": "They must know whom it is about.", "reply_by": date(2003, 11, 21)}
    made = ask(desk.office, agency_papers.invitation, guest, answers, desk.who.user_id, TODAY)
    assert made.paper.address == ("PC Ruth Sampleford", "Thornmere Police", "2 Lantern Street", "Thornmere", "TM1 2AB")
    assert made.can_be_filed
    text = "\n".join(str(block) for block in made.blocks)
    assert "Dean Mercer, born on 4 March 1984" in text
    assert "how Complainant A is kept safe" in text
    assert "Testwick" not in text
    document = desk.do(agency_papers.file_invitation, guest, made, True)
    row = desk.page.conference(number).guests[0]
    assert (row.invited_on, row.document_id) == (TODAY, document)
    entry = desk.page.disclosures[0]
    assert (entry.values.way, entry.values.power, entry.document_id) == (DisclosureWay.GIVEN, S115, document)
    assert entry.values.what == "Invitation to a case conference, ASB/2003/0001/L1"
    for changed in ({"guests": ahead.guests[1:]}, {"guests": (GuestValues(desk.school, row_id=guest),)}):
        with pytest.raises(InvalidField, match="stays on the list"):
            desk.do(conferences.change_conference, number, replace(ahead, **changed))
    with pytest.raises(Refused, match="stands in the records"):
        desk.do(conferences.call_off, number)


def test_an_invitation_that_lacks_an_answer_is_not_filed_and_one_that_has_changed_is_made_again(desk: Desk) -> None:
    number = desk.do(conferences.plan_conference, desk.case, conference_values(desk))
    guest, _, councillor = (row.id for row in desk.page.conference(number).guests)
    made = ask(desk.office, agency_papers.invitation, guest, {"power": S115}, desk.who.user_id, TODAY)
    assert set(made.missing) == {"why it is necessary to tell them", "answer by"}
    with pytest.raises(Refused, match="still lacks"):
        desk.do(agency_papers.file_invitation, guest, made, False)
    elsewhere = replace(desk.page.conference(number).values, place="Room 3")
    desk.do(conferences.change_conference, number, elsewhere)
    with pytest.raises(Conflict):
        desk.do(agency_papers.file_invitation, guest, made, False)
    with pytest.raises(Refused, match="no agency"):
        ask(desk.office, agency_papers.invitation, councillor, {}, desk.who.user_id, TODAY)


def test_a_conference_that_left_no_trace_can_be_called_off(desk: Desk) -> None:
    number = desk.do(conferences.plan_conference, desk.case, conference_values(desk))
    desk.do(conferences.call_off, number)
    assert desk.page.conferences == ()


# the disclosure log


def test_what_was_asked_for_is_due_until_it_came(desk: Desk) -> None:
    entry = desk.do(disclosures.log_disclosure, desk.case, log_values(desk))
    assert desk.due() == [(DUE, "Information asked for", "partners", desk.case)]
    assert (
        "Disclosure: Asked of PC Ruth Sampleford, Thornmere Police: Calls to 14 Larch Court (about Dean Mercer). "
        f"By {S115}" in desk.story
    )
    desk.do(disclosures.note_return, entry, TODAY, "A list of seven calls")
    assert desk.due() == []
    assert "Disclosure: PC Ruth Sampleford, Thornmere Police: A list of seven calls" in desk.story
    desk.do(disclosures.not_returned, entry)
    desk.do(disclosures.change_disclosure, entry, log_values(desk, what="Calls since July"))
    assert desk.page.disclosures[0].values.what == "Calls since July"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": date(2003, 11, 18)}, "on"),
        ({"agency_id": None, "to_whom": " "}, "agency"),
        ({"power": ""}, "power"),
        ({"necessity": " "}, "necessity"),
        ({"what": ""}, "what"),
        ({"return_due_on": date(2003, 11, 1)}, "return_due_on"),
        ({"person_id": 999}, "person"),
    ],
)
def test_an_entry_that_cannot_be_is_said_at_its_field(desk: Desk, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidField) as found:
        desk.do(disclosures.log_disclosure, desk.case, log_values(desk, **changed))
    assert found.value.field == field


def test_a_return_lies_between_the_disclosure_and_today(desk: Desk) -> None:
    entry = desk.do(disclosures.log_disclosure, desk.case, log_values(desk))
    for on, returned, field in (
        (date(2003, 11, 18), "x", "returned_on"),
        (date(2003, 11, 16), "x", "returned_on"),
        (TODAY, " ", "returned"),
    ):
        with pytest.raises(InvalidField) as found:
            desk.do(disclosures.note_return, entry, on, returned)
        assert found.value.field == field


def test_a_letter_that_asks_enters_the_log_in_the_same_breath(desk: Desk) -> None:
    made = asked_for(desk)
    assert made.paper.address[:2] == ("Thornmere Police", "2 Lantern Street")
    assert made.paper.salutation == "Dear Sir or Madam"
    document = desk.do(disclosures.file_letter, made)
    entry = desk.page.disclosures[0]
    assert entry.values == log_values(
        desk, necessity="To decide on a warning.", what="The calls since August", to_whom=""
    )
    assert entry.document_id == document
    sealed = ask(desk.office, document_queries.document, document)
    assert (sealed.person_id, sealed.recipient.value) == (desk.accused, "agency")
    row = ask(desk.office, document_queries.document_rows, [document])[0]
    assert row.person == "Thornmere Police, about Dean Mercer"


def test_a_letter_that_asks_without_saying_by_which_power_is_not_filed(desk: Desk) -> None:
    made = desk.prepare("information-request", desk.accused, what="Calls", necessity="x", return_by=DUE)
    assert made.missing == ("power",)
    with pytest.raises(Refused, match="power"):
        desk.do(disclosures.file_letter, made)
    assert desk.page.disclosures == ()


def test_a_letter_to_an_agency_gives_away_nobody_but_whom_it_is_about(desk: Desk) -> None:
    typed = desk.prepare("information-request", desk.accused, power=S115, what="Calls of Amina Testwick", necessity="x",
                         return_by=DUE)  # fmt: skip
    assert len(typed.leaks) == 1
    assert "protected as Complainant A" in typed.leaks[0]
    with pytest.raises(Refused):
        desk.do(disclosures.file_letter, typed)
    about_her = asked_for(desk, desk.complainant)
    assert about_her.leaks == ()
    assert about_her.facts.person.full_name == "Mrs Amina Testwick"
    assert about_her.facts.person.address == ()
    assert "Quarry Road" not in str(about_her.blocks)


def test_a_letter_may_be_about_nobody_but_never_about_a_stranger(desk: Desk) -> None:
    assert asked_for(desk, 0).can_be_filed
    stranger = desk.do(people.add_person, person_values("Nina", "Elsewhere"))
    with pytest.raises(Refused, match="not in the case"):
        asked_for(desk, stranger)


def test_an_agency_without_an_address_is_not_written_to(desk: Desk) -> None:
    desk.do(agencies.change_agency, desk.police, replace(POLICE, address=""))
    with pytest.raises(Refused, match="no address"):
        asked_for(desk)
    choice = next(r for r in ask(desk.office, letter_choices, desk.case, TODAY).recipients if r.addressee)
    row = next(r for r in ask(desk.office, letter_choices, desk.case, TODAY).recipients if r.name == "Thornmere Police")
    assert row.warning
    assert choice.name == "Makebelieve School"
    assert not choice.warning


def test_a_paper_is_made_anew_when_the_agencys_address_changed_meanwhile(desk: Desk) -> None:
    made = asked_for(desk)
    desk.do(agencies.change_agency, desk.police, replace(POLICE, address="3 Other Street\nThornmere"))
    with pytest.raises(Conflict):
        desk.do(disclosures.file_letter, made)


def test_a_referral_is_an_agreed_action_and_a_disclosure_and_says_the_age_of_the_day(desk: Desk) -> None:
    young = desk.do(people.add_person, person_values("Robin", "Mercer", born=date(1988, 11, 18)))
    desk.do(cases.add_party, desk.case, cases.PartyValues(young, CaseRole.PERPETRATOR))
    asked = {
        "power": "Consent of the person it is about (no power is needed)", "necessity": "They need the name.",
        "what": "A place in the reparation scheme", "background": "Robin would like to help.", "return_by": DUE,
        "agrees": "agrees to this referral, and so does a parent or guardian",
    }  # fmt: skip
    made = desk.prepare("referral", young, desk.school, **asked)
    assert made.facts.person.age == 14
    assert "This person is under 18." in str(made.blocks)
    document = desk.do(disclosures.file_letter, made)
    row = desk.page.actions[0]
    assert (row.values.kind, row.values.text, row.values.due_on) == (
        ActionKind.REFERRAL, "A place in the reparation scheme", DUE,
    )  # fmt: skip
    assert (row.agency, row.person, row.age, row.document_id) == ("Makebelieve School", "Robin Mercer", "14", document)
    assert desk.page.disclosures[0].values.way is DisclosureWay.GIVEN


def test_a_referral_that_was_agreed_before_takes_its_letter(desk: Desk) -> None:
    values = action_values(desk, kind=ActionKind.REFERRAL, text="Alcohol advice", person_id=desk.accused)
    action = desk.do(actions.add_action, desk.case, values)
    asked = {"power": S115, "necessity": "x", "what": "Alcohol advice", "background": "x", "return_by": DUE,
             "agrees": "agrees to this referral"}  # fmt: skip
    document = desk.do(disclosures.file_letter, desk.prepare("referral", desk.accused, **asked))
    assert [(row.id, row.document_id) for row in desk.page.actions] == [(action, document)]


def test_the_log_in_print_names_nobody_protected_and_is_not_filed(desk: Desk) -> None:
    about_her = log_values(desk, what="What Amina Testwick told the school", person_id=desk.complainant, on=TODAY)
    desk.do(disclosures.log_disclosure, desk.case, about_her)
    made = ask(desk.office, agency_papers.disclosure_log, desk.case, desk.who.user_id, TODAY)
    assert made.leaks == ()
    text = str(made.blocks)
    assert "What Complainant A told the school" in text
    assert "Testwick" not in text
    assert made.paper.our_reference == "ASB/2003/0001"


def test_the_case_is_found_by_the_words_of_its_conferences_actions_and_disclosures(desk: Desk) -> None:
    desk.do(conferences.plan_conference, desk.case, conference_values(desk, purpose="Zebra crossing"))
    desk.do(actions.add_action, desk.case, action_values(desk, text="Walrus patrols"))
    desk.do(disclosures.log_disclosure, desk.case, log_values(desk, what="Giraffe recordings"))
    for word in ("zebra", "walrus", "giraffe"):
        hits = ask(desk.office, search, word)
        assert [(hit.kind, hit.id) for hit in hits] == [("case", desk.case)], word


def test_a_reader_changes_nothing_of_it(desk: Desk) -> None:
    reader = replace(desk.who, role=UserRole.READER)
    for service, values in (
        (actions.add_action, action_values(desk)),
        (conferences.plan_conference, conference_values(desk)),
        (disclosures.log_disclosure, log_values(desk)),
    ):
        with pytest.raises(Refused):
            do(desk.office, reader, service, desk.case, values)
