"""One contract on its way through the services, with the papers read back from the sealed store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from sqlalchemy import select

from asbdesk.clock import FixedClock
from asbdesk.domain.agreements import SignatoryValues
from asbdesk.domain.casework import CaseRole, ContractKind, Relation, SignatoryRole
from asbdesk.domain.watching import AgreedChange, BreachValues, InterviewValues, ReviewValues
from asbdesk.queries import clocks as clock_queries
from asbdesk.queries import contracts as contract_queries
from asbdesk.queries import documents as document_queries
from asbdesk.queries.watching import Watched, watched
from asbdesk.services import cases, contract_reviews, contracts, papers, people, watching
from asbdesk.services.minutes import draft_minutes
from asbdesk.services.papers import Wanted
from asbdesk.storage import tables as t
from tests.factories import TODAY, ask, case_of, contract_of, do, new_office, person_values, proportion_of


@dataclass
class Way:
    """A contract in an office whose clock is put on."""

    tmp_path: Path

    def __post_init__(self) -> None:
        self.office, self.who = new_office(self.tmp_path)
        self.case_id, self.accused, self.complainant = case_of(self.office, self.who)
        self.contract_id, self.reader = 0, self.accused

    def draw_up(self, **changed: Any) -> None:
        """Six months with Dean Mercer from 17 November 2003, in proportion."""
        self.contract_id = contract_of(self.office, self.who, self.case_id, self.accused, **changed)

    def draw_up_with_child(self) -> None:
        """A parental agreement about Kit Mercer, aged eight, with his mother."""
        kit = self.do(people.add_person, person_values("Kit", "Mercer", born=date(1995, 5, 5)))
        kaye = self.do(people.add_person, person_values("Kaye", "Mercer", title="Ms"))
        self.do(people.relate, kit, kaye, Relation.PARENT)
        self.do(cases.add_party, self.case_id, cases.PartyValues(kit, CaseRole.PERPETRATOR))
        proportion_of(self.office, self.who, self.case_id, "contract")
        signing = (
            SignatoryValues(SignatoryRole.PARENT, "Kaye Mercer", kaye),
            SignatoryValues(SignatoryRole.COUNCIL, "Jo Okafor"),
            SignatoryValues(SignatoryRole.SCHOOL, "Thomas Paperby"),
        )
        self.contract_id = contract_of(self.office, self.who, self.case_id, kit, parent_id=kaye, signatories=signing)
        self.reader = kaye
        assert self.page.kind is ContractKind.PARENTAL

    def on(self, day: date) -> None:
        """It is another day."""
        self.office.clock = FixedClock(day)

    def do(self, service: Callable[..., Any], *args: Any, **named: Any) -> Any:
        return do(self.office, self.who, service, *args, **named)

    def ask(self, query: Callable[..., Any], *args: Any) -> Any:
        return ask(self.office, query, *args)

    @property
    def page(self) -> contract_queries.ContractPage:
        return self.ask(contract_queries.contract, self.contract_id)

    @property
    def watched(self) -> Watched:
        return self.ask(watched, self.contract_id)

    def clocks(self) -> dict[str, tuple[date, date]]:
        """The contract's clocks that run: label, when each starts and is due; the soonest of those with one label."""
        found: dict[str, tuple[date, date]] = {}
        for row in self.ask(clock_queries.running, self.case_id):
            if row.code.startswith("abc-"):
                found.setdefault(row.code, (row.starts_on, row.due_on))
        return found

    def interview(self, day: date = TODAY) -> None:
        values = InterviewValues(
            held_on=day,
            present="Dean Mercer, PC Ruth Sampleford, Jo Okafor",
            understanding="Read every term aloud and said what it asks.",
            reasons="Works late and brings friends home.",
            support_needs="Help with rent arrears.",
            agreed_wording="11 pm instead of 10 pm.",
        )
        self.do(watching.record_interview, self.contract_id, values)
        assert "rent arrears" in self.file("abc-interview")

    def offer(self) -> None:
        self.do(contracts.offer, self.contract_id, self.today)

    def sign(self, day: date | None = None) -> None:
        at = datetime.combine(day or self.today, time())
        self.do(contracts.sign, self.contract_id, {s.id: at for s in self.page.signatures})
        assert "Signatures" in self.file("abc")

    def send_copies(self) -> None:
        self.file(
            "abc-copy", signed_on=self.page.signed_on, review_on=self.page.reviews[0].due_on, review_at="2.30 pm",
            review_place="the Quarry Road housing office",
        )  # fmt: skip

    def run(self) -> None:
        """From the interview to the signed contract, with its papers."""
        self.interview(self.today)
        self.offer()
        self.sign()
        self.send_copies()

    def breach(self, day: date, **changed: Any) -> int:
        values = {
            "term_number": 1,
            "happened_on": day,
            "summary": "Music was played until 2 am.",
            "persons_account": "A birthday; he forgot the time.",
            "evidence": "Diary sheet 4.",
            **changed,
        }
        return self.do(watching.record_breach, self.contract_id, BreachValues(**values))

    def hold_review(self, **changed: Any) -> int:
        """The next review, with its invitation and minutes drafted from what happened."""
        review = next(each for each in self.page.reviews if each.held_on is None)
        self.file(
            "abc-review-invitation", review.id, meeting_at="2.30 pm", meeting_place="the Quarry Road housing office",
            attending="PC Ruth Sampleford and I",
        )  # fmt: skip
        if self.today < review.due_on:
            self.on(review.due_on)
        draft = self.ask(draft_minutes, review.id, self.who.user_id, self.today)
        values = {"held_on": self.today, "note": "Looked at together.", "present": "Dean Mercer, Jo Okafor", **changed}
        values.setdefault("minutes", draft.replace("What was agreed:\n- ", "What was agreed:\n- It goes on as it is."))
        self.do(contract_reviews.hold_review, review.id, ReviewValues(**values))
        text = self.file("abc-review-minutes", review.id)
        assert "Looked at together." in text or "note" in changed
        assert "What was said Nothing is recorded." in text or "minutes" in changed
        return review.id

    def agreed(self, reason: str) -> AgreedChange:
        return AgreedChange(self.today, reason, frozenset(s.id for s in self.page.signatures))

    @property
    def today(self) -> date:
        return self.office.clock.today()

    def file(self, code: str, matter_id: int = 0, /, **asked: Any) -> str:
        """Prepare, file and read back a paper; its words with single spaces."""
        wanted = Wanted(self.case_id, code, self.reader, asked=asked, contract_id=self.contract_id, matter_id=matter_id)
        prepared = self.ask(papers.prepare, wanted, self.who.user_id, self.today)
        document_id = self.do(papers.file_paper, prepared)
        pdf = self.ask(document_queries.document, document_id).pdf
        text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
        for name in ("Amina", "Testwick", "12 Larch Court", "960711"):
            assert name not in text
        return text

    def filed(self) -> list[str]:
        """The templates of the contract's papers, in the order in which they were filed."""
        with self.office.reading() as session:
            papers_of = select(t.Document.template).where(t.Document.contract_id == self.contract_id)
            return list(session.scalars(papers_of.order_by(t.Document.id)))
