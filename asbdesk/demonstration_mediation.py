"""The demonstration office's mediations: one with one consent, one agreed, one unsuitable (``resources/sample``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from asbdesk import sample
from asbdesk.domain.casework import ConsentAnswer, SessionKind, SessionOutcome
from asbdesk.domain.mediation import AskedHow, ScreenValues
from asbdesk.queries import mediation as queries
from asbdesk.reference_data import load_agencies, load_mediation
from asbdesk.services import agencies, mediation
from asbdesk.services import mediation_consents as consents
from asbdesk.services.mediation_papers import INVITATION, REFERRAL, file_mediation_paper, mediation_paper
from asbdesk.storage.work import Work

PersonOf = Callable[[Work, str], int]
Act = Callable[[Work], object]


def mediation_steps(
    reference: str, person: PersonOf, case_id: Callable[[], int]
) -> Iterator[tuple[datetime, str, Act]]:
    """When something happens in a mediation of that case; who does it, and the act."""
    told = sample.read("mediation.toml")
    for table in told["mediation"]:
        if table["case"] == reference:
            yield from ((at, table["login"], act) for at, act in _Try(table, told["provider"], person, case_id).steps())


class _Try:
    """One mediation of the sample, and its number once it is there."""

    def __init__(self, table: sample.Table, provider: str, person: PersonOf, case_id: Callable[[], int]) -> None:
        self.table, self.provider, self.person, self.case_id = table, provider, person, case_id
        self.id = 0

    def steps(self) -> Iterator[tuple[datetime, Act]]:
        yield self.table["at"], self._screen
        for each in self.table.get("consent", ()):
            yield each["asked"], lambda work, each=each: self._ask(work, each)
            if "answered" in each:
                yield each["answered"], lambda work, each=each: self._answer(work, each)
        course: dict[str, Any] = self.table.get("course", {})
        if course:
            yield course["referred"], lambda work: self._file(work, REFERRAL, 0)
            for each in course["sessions"]:
                yield sample.moment(each["on"], 17, 15), lambda work, each=each: self._session(work, each)
            yield course["noted"], lambda work: self._settle(work, course)

    def _screen(self, work: Work) -> None:
        yes: dict[str, str] = self.table["yes"]
        answers = {
            question.code: {"yes": "yes" if question.code in yes else "no", "words": yes.get(question.code, "")}
            for question in load_mediation().questions
        }
        between = tuple(self.person(work, key) for key in self.table["between"])
        values = ScreenValues(between, self.table["issues"], answers, _provider(work, self.provider))
        self.id = mediation.screen(work, self.case_id(), values)

    def _consent(self, work: Work, key: str) -> queries.ConsentRow:
        who = self.person(work, key)
        known = queries.mediation(work.session, self.id).consents
        return next(row for row in known if row.person_id == who)

    def _ask(self, work: Work, each: sample.Table) -> None:
        row, how = self._consent(work, each["who"]), AskedHow(each["how"])
        if how is AskedHow.LETTER:
            self._file(work, INVITATION, row.person_id)
        else:
            consents.ask_consent(work, row.id, work.today, how)

    def _answer(self, work: Work, each: sample.Table) -> None:
        consents.record_answer(work, self._consent(work, each["who"]).id, ConsentAnswer.YES, work.today)

    def _file(self, work: Work, code: str, person_id: int) -> None:
        made = mediation_paper(work.session, code, self.id, person_id, work.who.user_id, work.today)
        file_mediation_paper(work, self.id, made, printed=True)

    def _session(self, work: Work, each: sample.Table) -> None:
        came = [row.person_id for row in queries.mediation(work.session, self.id).consents]
        kind, outcome = SessionKind(each["kind"]), SessionOutcome(each["outcome"])
        mediation.hold_session(work, self.id, each["on"], kind, came, outcome)

    def _settle(self, work: Work, course: dict[str, Any]) -> None:
        mediation.settle(work, self.id, course["agreed"], "\n".join(course["points"]), course["signed"])


def _provider(work: Work, name: str) -> int:
    """The mediation service; put into the directory when it is first heard of."""
    known = {each: number for number, each in queries.providers(work.session)}
    if name in known:
        return known[name]
    return agencies.add_agency(work, next(values for values in load_agencies() if values.name == name))
