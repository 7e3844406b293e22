"""Before an application goes to the court: is it ready? And what somebody has seen of how it is judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from asbdesk.domain.board import NOT_READY, Board
from asbdesk.domain.orders import ProofKind
from asbdesk.domain.permissions import may
from asbdesk.domain.proportionality import says_why
from asbdesk.domain.readiness import judge
from asbdesk.domain.rejudged import changes, known_since, snapshot
from asbdesk.errors import InvalidField, Refused
from asbdesk.queries.readiness import gathered
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work

_NAMED = 3


def allow_lodging(work: Work, application: t.Application, on: date, reason: str = "") -> None:
    """Before it is lodged on that day. A manager goes on with one that is not ready by giving a ``reason``: it is kept.

    Raises :class:`Refused` in words for everybody else, :class:`InvalidField` for a manager without a reason.
    """
    given = gathered(work.session, application, work.today)
    days = {**given.matter.days, "application": on}
    board = judge(replace(given, planned_on=on, matter=replace(given.matter, days=days)))
    lacking = lacking_words(board)
    if not lacking:
        return
    if not may(work.who.role, "go_on"):
        raise Refused(lacking, "Finish the readiness board; or ask a manager to go on with a reason.")
    if not says_why(reason):
        raise InvalidField("not_ready", f"{lacking} Or say in a few words why it is lodged all the same.")
    work.add(
        t.ApplicationProof(
            application_id=application.id,
            line=NOT_READY,
            kind=ProofKind.RECORD,
            on=on,
            words=f"{reason.strip()} ({lacking.rstrip('.')})",
            recorded_by=work.who.user_id,
        )
    )


def lacking_words(board: Board) -> str:
    """What keeps it from being lodged, in a sentence; "" when it is ready. Proportionality is asked for by itself."""
    lines = [line for line in board.open if line.code != "proportion"]
    if not lines:
        return ""
    named = "; ".join(line.words for line in lines[:_NAMED])
    more = f"; and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    return f"It is not ready to be lodged: {named}{more}."


def mark_known(work: Work, application: t.Application) -> None:
    """What came to be known since is kept: from here on, changes are told against it as well.

    To be called before a day, an age or the applicant is changed, or else a hearing that was listed after somebody last
    looked would move untold. What is judged otherwise already stays to be told until somebody has seen it.
    """
    before, board = application.judged, judge(gathered(work.session, application, work.today))
    now = snapshot(board)
    if before and changes(before, board):
        application.judged = known_since(before, board)
    elif before != now:
        application.judged, application.judged_on = now, work.today
    work.session.flush()


def mark_seen(work: Work, application: t.Application) -> None:
    """From here on, changes are told against the board as it is now."""
    application.judged = snapshot(judge(gathered(work.session, application, work.today)))
    application.judged_on = work.today
    work.session.flush()
