"""People known twice: the pairs that were found are kept, and what was decided about them is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, or_, select

from asbdesk.domain.linkage import Found, Search
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound
from asbdesk.queries import duplicates as queries
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def keep_search(work: Work, ids: Sequence[int], search: Search) -> int:
    """Keep what a search among all people found, in place of what an earlier one did; answers how many pairs.

    ``ids`` are the people's numbers by their places in the search. Who went meanwhile is left out.
    """
    require(work.who.role, "record")
    here = set(work.session.scalars(select(t.Person.id)))
    pairs = [pair for pair in search.found if ids[pair.one] in here and ids[pair.other] in here]
    number = work.add(
        t.DuplicateSearch(
            people=len(ids),
            compared=search.compared,
            found=len(pairs),
            model=queries.model_kept(search.model),
            made_at=work.now,
            made_by=work.who.user_id,
        )
    )
    note = "pairs found by a search for people known twice"
    work.delete_many(delete(t.DuplicatePair), t.DuplicatePair, note, number)
    work.insert_many(t.DuplicatePair, [_pair(ids[pair.one], ids[pair.other], pair) for pair in pairs], note, number)
    decided = {(one, other) for one, other in work.session.execute(select(t.NotSame.one_id, t.NotSame.other_id))}
    return sum(tuple(sorted((ids[pair.one], ids[pair.other]))) not in decided for pair in pairs)


def compare_person(work: Work, person_id: int) -> None:
    """Somebody was recorded or changed: compare her with those who share a key with her, and keep what is found."""
    pair = t.DuplicatePair
    for row in work.session.scalars(select(pair).where(or_(pair.one_id == person_id, pair.other_id == person_id))):
        work.session.delete(row)
    work.session.flush()
    _, mine = queries.records(work.session, [person_id])
    for other, found in queries.doubles(work.session, mine[0], person_id):
        work.session.add(pair(**_pair(person_id, other, found)))
    work.session.flush()


def not_same(work: Work, one_id: int, other_id: int, reason: str = "") -> int:
    """These two are two people: no search shows them again. Answers the decision's number."""
    require(work.who.role, "record")
    if one_id == other_id:
        raise InvalidField("other", "Choose two people.")
    one, other = sorted((one_id, other_id))
    for number in (one, other):
        if work.session.get(t.Person, number) is None:
            raise NotFound("One of the two is no longer in the office.")
    known = work.session.scalars(
        select(t.NotSame).where(t.NotSame.one_id == one, t.NotSame.other_id == other)
    ).one_or_none()
    if known:
        return known.id
    return work.add(
        t.NotSame(
            one_id=one, other_id=other, reason=reason.strip(), decided_at=work.now, decided_by=work.who.user_id
        )
    )  # fmt: skip


def may_be_same(work: Work, decision_id: int) -> None:
    """Take such a decision back."""
    require(work.who.role, "record")
    row = work.session.get(t.NotSame, decision_id)
    if row is not None:
        work.session.delete(row)
        work.session.flush()


def _pair(one_id: int, other_id: int, found: Found) -> dict[str, Any]:
    one, other = sorted((one_id, other_id))
    workings = {"levels": list(found.levels), "bits": list(found.bits)}
    return {"one_id": one, "other_id": other, "score": round(found.score, 6), "workings": workings}
