"""The window of the office's envelopes: a sheet to try it, and how far letters from now on move the address."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents import pdf
from asbdesk.documents.envelope_sheet import envelope_sheet
from asbdesk.domain.envelope import check_shift
from asbdesk.domain.permissions import require
from asbdesk.queries.facts import office_facts
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


def sheet(session: Session, right: int, down: int) -> bytes:
    """The test sheet as a PDF. Raises :class:`InvalidField` where the address would leave the window."""
    check_shift(right, down)
    return pdf.render(envelope_sheet(office_facts(session), right, down))


def move_window(work: Work, right: int, down: int) -> None:
    """Letters from now on have their address so many tenths of a millimetre further right and down; what is sealed
    stays as it is. Raises :class:`InvalidField` where it would leave the window."""
    require(work.who.role, "settings")
    check_shift(right, down)
    office = work.session.scalars(select(t.OfficeRecord)).one()
    office.window_right, office.window_down = right, down
    work.session.flush()
