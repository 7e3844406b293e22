"""What the pages of partner agencies decide, without a window."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from asbdesk.domain.casework import ActionKind, AgencyKind, CaseRole, Disclosure, DisclosureWay, Jurisdiction
from asbdesk.domain.conferences import ActionValues, ConferenceValues, GuestValues, empty_parts
from asbdesk.domain.disclosure import may_be_named
from asbdesk.domain.disclosures import DisclosureValues, powers, powers_on
from asbdesk.domain.when import parse_when
from asbdesk.errors import InvalidField
from asbdesk.queries.partners import ActionRow, ConferenceRow, DisclosureRow
from asbdesk.reference_data import load_powers
from asbdesk.ui.agencies import state

TODAY = date(2003, 11, 17)
NOW = datetime(2003, 11, 17, 9)


def action(**changed: object) -> ActionRow:
    facts: dict[str, object] = {
        "id": 1, "case_id": 7, "case_reference": "ASB/2003/0147", "agency": "Thornmere Police", "person": "", "age": "",
        "values": ActionValues(ActionKind.ACTION, "Patrols", date(2003, 11, 20), 3), "agreed_on": TODAY,
        "done_on": None, "outcome": "", "document_id": None, **changed,
    }  # fmt: skip
    return ActionRow(**facts)  # type: ignore[arg-type]


def test_an_action_says_what_is_due_what_is_late_and_what_was_done() -> None:
    assert state.action_words(action(), TODAY) == ("Thornmere Police. Due 20 Nov 2003, in 3 days.", "quiet")
    words, tone = state.action_words(action(), date(2003, 11, 22))
    assert (words, tone) == ("Thornmere Police. Due 20 Nov 2003, overdue 2 days.", "alert")
    done = action(done_on=TODAY, outcome="Two nights.")
    assert state.action_words(done, TODAY) == ("Thornmere Police. Done 17 Nov 2003: Two nights.", "good")


def test_a_referral_says_whom_it_is_about_and_that_its_letter_is_not_written() -> None:
    values = ActionValues(ActionKind.REFERRAL, "Alcohol advice", date(2003, 11, 20), 3, 5)
    row = action(values=values, person="Robin Mercer", age="14")
    assert state.action_head(row) == "Referral: Alcohol advice (Robin Mercer, 14)"
    assert state.action_words(row, TODAY)[0].endswith("No letter has been written yet.")
    assert state.letter_facts(row) == {
        "case_id": 7, "template": "referral", "person_id": 5, "agency": "agency-3",
        "answers": {"what": "Alcohol advice", "return_by": "2003-11-20"},
    }  # fmt: skip


def test_a_form_holds_what_it_was_given() -> None:
    values = ActionValues(ActionKind.REPARATION, "Paint", date(2003, 11, 20), 3, 5, 9)
    assert state.action_values(state.action_shown(values), 9) == values
    entry = DisclosureValues(DisclosureWay.GIVEN, TODAY, "x", "y", "z", 3, "PC Sampleford", 5, date(2003, 12, 1))
    assert state.disclosure_values(state.disclosure_shown(entry)) == entry
    conference = ConferenceValues(datetime(2003, 11, 24, 10), "Room 2", "Jo", "To agree", (GuestValues(3, "PC", 8),))
    shown = state.conference_shown(conference)
    assert state.conference_values(shown, parse_when(shown["when"], NOW, "future")) == conference


def test_a_conference_needs_its_hour() -> None:
    form = {"place": "", "chair": "", "purpose": "", "guests": {"lines": []}}
    for typed in (None, parse_when("24 Nov 2003", NOW, "future")):
        with pytest.raises(InvalidField) as found:
            state.conference_values(form, typed)
        assert found.value.field == "when"


def test_lines_left_empty_are_no_guests_and_no_contacts() -> None:
    form = {"place": "a", "chair": "b", "purpose": "c", "guests": {"lines": [{"agency": None, "name": ""}]}}
    assert state.conference_values(form, parse_when("24 Nov 2003 10:00", NOW, "future")).guests == ()


def test_a_conference_stands_planned_then_to_be_minuted_then_filed() -> None:
    values = ConferenceValues(datetime(2003, 11, 17, 10), "Room 2", "Jo", "To agree")
    row = ConferenceRow(1, 7, "ASB/2003/0147", values, (), "", None, None)
    assert state.conference_stands(row, NOW) == ("Planned", "info")
    assert state.conference_stands(row, datetime(2003, 11, 17, 11)) == ("Minutes to be written", "alert")
    filed = ConferenceRow(1, 7, "ASB/2003/0147", values, (), "x", TODAY, 4)
    assert state.conference_stands(filed, NOW) == ("Minutes filed", "good")


def test_a_return_is_due_overdue_or_there() -> None:
    values = DisclosureValues(DisclosureWay.ASKED, TODAY, "x", "y", "z", 3, return_due_on=date(2003, 11, 20))

    def row(returned_on: date | None = None) -> DisclosureRow:
        return DisclosureRow(1, 7, "r", values, "Police", "", returned_on, "A list", "Jo", None)

    assert state.return_words(row(), TODAY) == ("Due 20 Nov 2003", False)
    assert state.return_words(row(), date(2003, 11, 21)) == ("Overdue since 20 Nov 2003", True)
    assert state.return_words(row(TODAY), TODAY) == ("17 Nov 2003: A list", False)


def test_section_115_is_shown_as_a_power_that_obliges_nobody() -> None:
    power = next(each for each in load_powers() if each.code == "cda-115")
    assert power.words == "Crime and Disorder Act 1998, section 115 (a power, not a duty)"
    assert "obliges nobody" in power.help()
    assert power.caution(AgencyKind.POLICE) == ""
    assert power.caution(None) == ""
    assert "For another body (landlord)" in power.caution(AgencyKind.LANDLORD)


def test_every_power_says_whence_it_comes_and_one_that_is_not_checked_says_so() -> None:
    for power in load_powers():
        assert power.source
        assert power.note
        assert ("Not checked" in power.help()) is not power.confirmed


def test_the_powers_of_a_day_and_a_country_are_offered() -> None:
    def codes(jurisdiction: Jurisdiction, day: date) -> set[str]:
        return {power.code for power in powers_on(load_powers(), jurisdiction, day)}

    assert codes(Jurisdiction.ENGLAND_WALES, TODAY) == {"cda-115", "dpa-1998-29", "children-47", "court", "consent"}
    later = codes(Jurisdiction.ENGLAND_WALES, date(2020, 1, 1))
    assert {"dpa-2018-crime", "cda-17a"} <= later
    assert "dpa-1998-29" not in later
    assert "sc-asb-139" in codes(Jurisdiction.SCOTLAND, date(2005, 1, 1))
    assert "cda-115" not in codes(Jurisdiction.NORTHERN_IRELAND, TODAY)
    assert "cda-115-scotland" in codes(Jurisdiction.SCOTLAND, date(2004, 10, 27))
    assert not {"cda-115", "cda-115-scotland"} & codes(Jurisdiction.SCOTLAND, date(2004, 10, 28))


def test_a_power_of_no_known_nature_is_refused() -> None:
    with pytest.raises(ValueError, match="neither power, duty"):
        powers({"power": [{"code": "x", "nature": "right"}]})


def test_minutes_tell_which_headings_have_nothing_beneath_them() -> None:
    assert empty_parts("Purpose:\nTo agree\n\nWhat was said:\n- \n\nAgreed:\n") == ("What was said", "Agreed")
    assert empty_parts("Purpose:\nTo agree: at once") == ()
    assert empty_parts("") == ()


@pytest.mark.parametrize(
    ("role", "disclosure", "concerned", "named"),
    [
        (CaseRole.PERPETRATOR, Disclosure.PROTECTED, False, True),
        (CaseRole.COMPLAINANT, Disclosure.PROTECTED, False, False),
        (CaseRole.COMPLAINANT, Disclosure.PROTECTED, True, True),
        (CaseRole.COMPLAINANT, Disclosure.OPEN, False, True),
        (CaseRole.WITNESS, Disclosure.PROTECTED, False, False),
        (CaseRole.PARENT, Disclosure.PROTECTED, False, True),
    ],
)
def test_a_protected_person_is_named_only_to_herself_or_where_it_is_about_her(
    role: CaseRole, disclosure: Disclosure, concerned: bool, named: bool
) -> None:
    assert may_be_named(role, disclosure, reads_or_about=concerned) is named
