"""Counts that go to partners are logged with their files sealed; the office's own threshold for small counts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asbdesk.domain.permissions import require
from asbdesk.domain.sharing import (
    SharePlan,
    ShareValues,
    check_plan,
    check_reason,
    check_threshold,
    check_values,
    plan_to_json,
    warnings,
)
from asbdesk.errors import NotFound, Refused
from asbdesk.queries.sharing import RULE, given_before, shared_files, shares, threshold_on
from asbdesk.reference_data import load_sharing
from asbdesk.services.rules import new_version
from asbdesk.storage import tables as t
from asbdesk.storage.audit import note_act
from asbdesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class Given:
    """What goes: how it was cut, the words of the areas, how much of it is withheld, its files by name, and what they
    give back ``together`` with what went before.
    """

    title: str
    plan: SharePlan
    areas: str
    cells: int
    withheld: int
    files: tuple[tuple[str, bytes], ...]
    together: tuple[str, ...] = ()


def log_share(work: Work, given: Given, values: ShareValues) -> int:
    """Keep what went and answer its number. Raises :class:`InvalidField`, the words beside their field.

    A month is given once, unless nothing is new in the file or ``values`` give a reason, which is audited.
    """
    require(work.who.role, "release")
    check_values(values)
    check_plan(given.plan, load_sharing(), work.today)
    if given.plan.threshold < threshold_on(work.session, work.today)[0]:
        raise Refused("The threshold for small counts was raised meanwhile.", "Look at the preview again.")
    if work.session.get(t.Agency, values.agency_id) is None:
        raise NotFound("This agency is no longer in the directory.")
    reason = ""
    told = warnings(given.plan, given_before(work.session)) + given.together
    if told and not _given_already(work, given):
        check_reason(values.reason)
        reason = values.reason.strip()
        told = (*told, f"Given all the same: {reason}")
    share_id = work.add(
        t.Share(
            title=given.title,
            plan=plan_to_json(given.plan),
            areas=given.areas,
            cells=given.cells,
            withheld=given.withheld,
            cautions=list(told),
            agency_id=values.agency_id,
            to_whom=values.to_whom.strip(),
            power=values.power.strip(),
            necessity=values.necessity.strip(),
            given_at=work.now,
            given_by=work.who.user_id,
        )
    )
    for name, content in given.files:
        seal = hashlib.sha256(content).hexdigest()
        work.add(t.ShareFile(share_id=share_id, name=name, sha256=seal, content=content))
    if reason:
        note_act(work, "share", share_id, "given although its months were given before", reason=reason)
    return share_id


def _given_already(work: Work, given: Given) -> bool:
    """Was this very table given before?"""
    return any(
        file.name == name and file.content == content
        for row in shares(work.session)
        if row.plan == given.plan
        for file in shared_files(work.session, row.id)
        for name, content in given.files[:1]
    )


def note_saved_again(work: Work, share_id: int, names: Sequence[str]) -> None:
    """The files that were kept are taken out again, as they went."""
    require(work.who.role, "release")
    note_act(work, "share", share_id, "saved again", files=list(names))


def set_threshold(work: Work, value: str, since: date, note: str) -> int:
    """The office's own threshold from a day on; answers the version's number. Raises :class:`InvalidField`."""
    require(work.who.role, "settings")
    return new_version(work, RULE, since, {"threshold": check_threshold(value, load_sharing(), since)}, note)
