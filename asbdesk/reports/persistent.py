"""Persistent perpetrators and repeat victims as a paper for those who work on them: protected people by pseudonym."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from asbdesk.documents.blocks import Block, Heading, Paragraph, Run, Table
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.paper import Paper
from asbdesk.domain.when import show_date
from asbdesk.queries.persistent import Both
from asbdesk.reference_data import load_ranking
from asbdesk.services.list_guard import list_veil, veiled_rows

TITLE = "Persistent perpetrators and repeat victims"
CAUTION = "The order is for looking closer, not a finding about anybody: read the incidents behind it."
_LISTS = ("Persistent perpetrators", "Repeat victims")


def rows(found: Both) -> list[list[Any]]:
    """Both lists for another program, headings first."""
    made: list[list[Any]] = [["List", "Rank", "Person", "Points", "How they come about"]]
    for name, ranked in zip(_LISTS, found, strict=True):
        made += [[name, each.rank, each.name, each.points, each.workings] for each in ranked]
    return made


def paper(session: Session, found: Both, office: OfficeFacts, today: date) -> Paper:
    """The paper. Whoever may read it is not known: nobody who is protected in any case stands in it by name."""
    veiled = veiled_rows(list_veil(session), rows(found))[1:]
    blocks: list[Block] = [
        Heading(1, (Run(TITLE),)),
        _words(f"As they stand on {show_date(today)}. {CAUTION}"),
        _words("Protected people stand in it by the pseudonyms of their cases. Confidential: it names people."),
    ]
    rules = load_ranking()
    for name, rule in zip(_LISTS, (rules["perpetrator"], rules["victim"]), strict=True):
        blocks += [Heading(2, (Run(name),)), _words(rule.words), *_list([row for row in veiled if row[0] == name])]
    return Paper(TITLE, tuple(blocks), office, layout="document", date=today, foot=False)


def _list(some: Sequence[Sequence[Any]]) -> tuple[Block, ...]:
    if not some:
        return (_words("Nobody has as many incidents as the rule asks for."),)
    head = tuple((Run(each),) for each in ("Rank", "Person", "Points", "How they come about"))
    return (Table(head, tuple(tuple((Run(str(cell)),) for cell in row[1:]) for row in some), widths=(2, 6, 2, 9)),)


def _words(text: str) -> Paragraph:
    return Paragraph((Run(text),))
