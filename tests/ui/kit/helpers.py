"""Desks that answer at once or late, a list of made-up rows, and a recorder in place of the boxes that ask."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from shiboken6 import isValid

from asbdesk.errors import AsbdeskError
from asbdesk.ui.kit.columns import Column


class InlineDesk:
    """Answers before ``ask`` returns."""

    def ask(self, query: Callable[..., Any], *args: Any, then: Any, failed: Any = None, page: Any = None) -> None:
        del page
        try:
            answer = query(None, *args)
        except AsbdeskError as error:
            failed(error)
        else:
            then(answer)


class LateDesk:
    """Answers when told to, in any order."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def ask(self, query: Callable[..., Any], *args: Any, then: Any, failed: Any = None, page: Any = None) -> None:
        def answer() -> None:
            if page is None or isValid(page):
                InlineDesk().ask(query, *args, then=then, failed=failed)

        self.waiting.append(answer)

    def deliver(self, place: int = 0) -> None:
        self.waiting.pop(place)()


@dataclass(frozen=True, slots=True)
class Report:
    id: int
    what: str
    late: bool = False


@dataclass
class Reports:
    """A source of rows that remembers what it was asked."""

    numbers: list[int] = field(default_factory=lambda: list(range(1, 1001)))
    asked: list[tuple[int, ...]] = field(default_factory=list)
    trouble: bool = False

    def ids(self, _session: object, wanted: object, order: str) -> array[int]:
        if self.trouble:
            raise AsbdeskError("The office could not be read.", "Try again.")
        found = [n for n in self.numbers if not wanted or str(getattr(wanted, "text", "")) in str(n)]
        return array("q", sorted(found, reverse=order.startswith("-")))

    def first(self, session: object, wanted: object, order: str, n: int) -> array[int]:
        return self.ids(session, wanted, order)[:n]

    def count(self, session: object, wanted: object) -> int:
        return len(self.ids(session, wanted, ""))

    def rows(self, _session: object, ids: array[int]) -> tuple[Report, ...]:
        self.asked.append(tuple(ids))
        return tuple(Report(n, f"Report {n}", n % 7 == 0) for n in ids if n in self._there())

    def _there(self) -> set[int] | range:
        return range(1, 2_000_000) if len(self.numbers) > 5000 else set(self.numbers)


COLUMNS = (
    Column("Number", lambda row: str(row.id), key="number", width=10, align="right"),
    Column("What", lambda row: row.what, width=0, role=lambda row: "alert" if row.late else ""),
    Column("Due", lambda row: "overdue" if row.late else "in time", key="due", hidden=False),
)


@dataclass
class Recorder:
    """Stands in for :mod:`asbdesk.ui.ask`: remembers the questions and answers as it was told to."""

    questions: list[tuple[str, ...]] = field(default_factory=list)
    yes: bool = True
    text: str = ""

    def confirm(
        self, _parent: object, title: str, words: str, yes: str, then: Callable[[], object], **_more: Any
    ) -> None:
        self.questions.append((title, words, yes))
        if self.yes:
            then()

    def tell(self, _parent: object, title: str, words: str) -> None:
        self.questions.append((title, words))

    def ask_text(self, _parent: object, title: str, label: str, then: Callable[[str], object], **_more: Any) -> None:
        self.questions.append((title, label))
        if self.text:
            then(self.text)
