"""One letter to many: each made from its own facts, looked at by the guard, and sealed on its case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from asbdesk.domain.permissions import require
from asbdesk.errors import AsbdeskError, Refused
from asbdesk.queries.mailing import Target
from asbdesk.queries.templates import office_template
from asbdesk.services import documents
from asbdesk.services.disclosures import file_letter
from asbdesk.services.papers import Prepared, Wanted, prepare
from asbdesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class Letter:
    """One of many, as it was made; ``why`` says why it is left out, "" where it goes."""

    target: Target
    prepared: Prepared | None
    why: str = ""


def prepare_letters(
    session: Session,
    template: str,
    targets: Sequence[Target],
    asked: Mapping[str, object],
    officer_id: int,
    today: date,
    told: Callable[[int], object] = lambda _done: None,
) -> tuple[Letter, ...]:
    """Every letter with its own facts and the reference it will bear. One that is stopped is left out, and says why.

    ``told`` hears how many are made; what it raises ends the work. Raises ``TemplateFault`` where it is unknown.
    """
    office_template(session, template)
    made: list[Letter] = []
    ahead: Counter[int] = Counter()
    for target in targets:
        letter = _letter(session, template, target, asked, officer_id, today, ahead[target.case_id])
        ahead[target.case_id] += not letter.why
        made.append(letter)
        told(len(made))
    return tuple(made)


def file_one(work: Work, letter: Letter) -> int:
    """Seal one of the letters on its case and answer its id.

    Raises :class:`Refused` where it was left out, or where it would now say something else than what was looked at.
    """
    require(work.who.role, "file_document")
    prepared = letter.prepared
    if prepared is None or letter.why:
        raise Refused(letter.why or "This letter was not made.")
    free = documents.next_reference(work, letter.target.case_id)
    if prepared.reference != free:  # one before it was left out, or somebody filed a paper meanwhile
        fresh = prepare(work.session, replace(prepared.wanted, ahead=0), work.who.user_id, work.today)
        if replace(fresh.facts, letter=prepared.facts.letter) != prepared.facts or fresh.leaks:
            raise Refused("Something that this letter says has changed meanwhile.", "Prepare it again.")
        prepared = fresh
    return file_letter(work, replace(prepared, wanted=replace(prepared.wanted, ahead=0)))


def note_all_printed(work: Work, printed: Sequence[int]) -> None:
    """All of them went to the printer."""
    for document_id in printed:
        documents.note_printed(work, document_id)


def _letter(
    session: Session,
    template: str,
    target: Target,
    asked: Mapping[str, object],
    officer_id: int,
    today: date,
    ahead: int,
) -> Letter:
    if target.left_out:
        return Letter(target, None, target.left_out)
    wanted = Wanted(
        target.case_id, template, target.person_id, asked, occupier=target.occupier, ahead=ahead
    )  # fmt: skip
    try:
        made = prepare(session, wanted, officer_id, today)
    except AsbdeskError as error:
        return Letter(target, None, str(error))
    missing = f"It still lacks: {', '.join(made.missing)}." if made.missing else ""
    return Letter(target, made, " ".join((*made.leaks, *([missing] if missing else []))))
