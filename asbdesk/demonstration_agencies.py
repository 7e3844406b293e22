"""The demonstration office's partners: a conference held, what was agreed there, information asked for, reparation.

``resources/sample/agencies.toml`` holds it; the directory is the example set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from asbdesk import sample
from asbdesk.domain.casework import ActionKind
from asbdesk.domain.conferences import SAID, ActionValues, ConferenceValues, GuestValues
from asbdesk.queries import agencies as directory
from asbdesk.queries import partners
from asbdesk.queries.recipients import Addressee
from asbdesk.services import actions, agencies, agency_papers, conferences, papers
from asbdesk.services.disclosures import file_letter
from asbdesk.services.documents import note_printed
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

PersonOf = Callable[[Work, str], int]
Act = Callable[[Work], object]


def agency_steps(reference: str, person: PersonOf, case_id: Callable[[], int]) -> Iterator[tuple[datetime, str, Act]]:
    """When something is done with partners in that case; who does it, and the act."""
    told = sample.read("agencies.toml")
    for table in told["conference"]:
        if table["case"] == reference:
            held = _Conference(table, person, case_id)
            yield from ((at, table["login"], act) for at, act in held.steps())
    for table in told["request"]:
        if table["case"] == reference:
            yield table["at"], table["login"], lambda work, each=table: _request(work, case_id(), person, each)
    for table in told["action"]:
        if table["case"] == reference:
            yield table["at"], table["login"], lambda work, each=table: _action(work, case_id(), person, each, None)


class _Conference:
    """One conference of the sample, and its number once it is planned."""

    def __init__(self, table: sample.Table, person: PersonOf, case_id: Callable[[], int]) -> None:
        self.table, self.person, self.case_id = table, person, case_id
        self.id = 0

    def steps(self) -> Iterator[tuple[datetime, Act]]:
        yield self.table["planned"], self._plan
        yield self.table["noted"], self._note
        for each in self.table["action"]:
            if "done" in each:
                yield sample.moment(each["done"], 9), lambda work, each=each: self._done(work, each)
        yield self.table["filed"], self._file

    def _plan(self, work: Work) -> None:
        agencies.take_examples(work)
        told = self.table
        guests = tuple(GuestValues(_agency(work, each["agency"]), each["name"]) for each in told["guests"])
        values = ConferenceValues(told["held"], told["place"], told["chair"], told["purpose"], guests)
        self.id = conferences.plan_conference(work, self.case_id(), values)
        answers = {"power": told["power"], "necessity": told["necessity"], "reply_by": told["reply_by"]}
        for guest, each in zip(self._row(work).guests, told["guests"], strict=True):
            if each["invited"]:
                made = agency_papers.invitation(work.session, guest.id, answers, work.who.user_id, work.today)
                agency_papers.file_invitation(work, guest.id, made, printed=True)

    def _note(self, work: Work) -> None:
        pairs = zip(self._row(work).guests, self.table["guests"], strict=True)
        conferences.note_attendance(work, self.id, {guest.id: each["came"] for guest, each in pairs})
        for each in self.table["action"]:
            _action(work, self.case_id(), self.person, each, self.id)

    def _done(self, work: Work, each: sample.Table) -> None:
        row = next(row for row in self._actions(work) if row.values.text == each["text"])
        actions.finish_action(work, row.id, each["done"], each["outcome"])

    def _file(self, work: Work) -> None:
        draft = agency_papers.minutes_to_start_from(work.session, self.id, work.who.user_id, work.today)
        said = "\n".join(f"- {line}" for line in self.table["said"])
        conferences.keep_minutes(work, self.id, draft.replace(f"{SAID}:\n- ", f"{SAID}:\n{said}"))
        made = agency_papers.minutes_paper(work.session, self.id, work.who.user_id, work.today)
        agency_papers.file_minutes(work, self.id, made, printed=True)

    def _row(self, work: Work) -> partners.ConferenceRow:
        return partners.conferences(work.session, t.Conference.id == self.id)[0]

    def _actions(self, work: Work) -> tuple[partners.ActionRow, ...]:
        return partners.actions(work.session, t.AgreedAction.conference_id == self.id)


def _action(work: Work, case_id: int, person: PersonOf, table: sample.Table, conference_id: int | None) -> None:
    agencies.take_examples(work)
    values = ActionValues(
        kind=ActionKind(table["kind"]),
        text=table["text"],
        due_on=table["due"],
        agency_id=_agency(work, table["agency"]),
        person_id=person(work, table["person"]) if "person" in table else None,
        conference_id=conference_id,
    )
    actions.add_action(work, case_id, values)


def _request(work: Work, case_id: int, person: PersonOf, table: sample.Table) -> None:
    wanted = papers.Wanted(
        case_id=case_id,
        template="information-request",
        person_id=person(work, table["about"]),
        asked={name: table[name] for name in ("power", "what", "necessity", "return_by")},
        addressee=Addressee(_agency(work, table["agency"])),
    )
    made = papers.prepare(work.session, wanted, work.who.user_id, work.today)
    note_printed(work, file_letter(work, made))


def _agency(work: Work, name: str) -> int:
    return next(number for number, known in directory.names(work.session).items() if known == name)
