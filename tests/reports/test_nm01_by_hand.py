"""NM01 of an office whose cases were counted by hand; what was submitted stays when the records change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from asbdesk.domain.casework import CaseRole, ClosingReason, Disclosure, HateStrand, IncidentRole
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.periods import Period
from asbdesk.queries import cases as case_queries
from asbdesk.queries.returns import submitted_return
from asbdesk.reports import returns as report
from asbdesk.services import cases, incidents, people
from asbdesk.services.returns import set_year_figure
from asbdesk.storage import tables as t
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work
from tests.factories import ask, do, incident_values, new_office, person_values

YEAR = Period(date(2002, 4, 1), date(2003, 3, 31), "2002-03")


def opened(office: Office, who: Actor, on: date, *about: int, hate: bool = False) -> int:
    """A case about these people, with one report; ``hate``: somebody perceived that as hate."""
    strands = (HateStrand.RACE,) if hate else ()
    people_in = [IncidentPersonValues(IncidentRole.PERPETRATOR, person) for person in about]
    incident = do(office, who, incidents.record_incident, incident_values(*people_in, hate_strands=strands))
    parties = tuple(cases.PartyValues(person, CaseRole.PERPETRATOR, Disclosure.OPEN) for person in about)
    values = cases.CaseValues("Noise", ("noise",), parties, incident_ids=(incident,), opened_on=on)
    return do(office, who, cases.open_case, values)


def closed(office: Office, who: Actor, case: int, on: date) -> None:
    """Closed, as if that had been done on that day."""
    version = ask(office, case_queries.case, case, on).version
    do(office, who, cases.close_case, case, version, ClosingReason.EARLY_INTERVENTION, "It stopped.")

    def that_day(work: Work) -> None:
        row = work.session.get(t.Case, case)
        assert row is not None
        row.closed_on = on

    do(office, who, that_day)


def test_the_year_of_an_office_as_it_was_counted_by_hand(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    ann, bob, cem, dot = (do(office, who, people.add_person, person_values(name, "Invented"))
                          for name in ("Ann", "Bob", "Cem", "Dot"))  # fmt: skip
    before = opened(office, who, date(2002, 3, 20), ann)  # of the year before: not counted
    opened(office, who, date(2002, 4, 2), ann)  # repeat of that, which is open: belongs to it, not counted
    closed(office, who, before, date(2002, 5, 1))
    first = opened(office, who, date(2002, 4, 1), bob)  # 1: the first day counts
    opened(office, who, date(2002, 6, 1), bob, hate=True)  # repeat while open: the same case, which is a hate case now
    both = opened(office, who, date(2002, 7, 1), cem, dot)  # 2
    opened(office, who, date(2002, 8, 1), dot)  # repeat about one of the two: the same
    closed(office, who, both, date(2002, 9, 30))
    last = opened(office, who, date(2003, 3, 31), cem, hate=True)  # still the second: its repeat about Dot is open
    opened(office, who, date(2003, 4, 1), bob)  # of the year after
    eve = do(office, who, people.add_person, person_values("Eve", "Invented"))
    one = opened(office, who, date(2002, 10, 1), eve)  # 3
    closed(office, who, one, date(2002, 11, 1))
    again = opened(office, who, date(2002, 11, 2), eve, hate=True)  # 4: a report after closing is a new case
    do(office, who, set_year_figure, "homes", 2002, 1600, "Counted by hand")

    figures = {each.code: each for each in ask(office, report.figures_of, "nm01", YEAR)}
    assert set(figures["asb"].ids) == {first, both, one, again}
    assert set(figures["hate"].ids) == {first, both, again}
    assert last not in figures["asb"].ids
    assert figures["asb-rate"].value == "2.5"  # 4 x 1,000 / 1,600
    assert figures["hate-rate"].value == "1.9"  # 3 x 1,000 / 1,600 = 1.875

    sent = do(office, who, report.submit, ask(office, report.count, "nm01", YEAR), "")
    frozen = ask(office, submitted_return, sent)
    opened(office, who, date(2002, 12, 1), do(office, who, people.add_person, person_values("Fay", "Invented")))
    do(office, who, set_year_figure, "homes", 2002, 800, "Counted again")
    assert ask(office, report.figures_of, "nm01", YEAR)[0].value == "5"
    after = ask(office, submitted_return, sent)
    assert (after.figures, after.pdf, after.figures[0].value) == (frozen.figures, frozen.pdf, "4")
    office.close()
