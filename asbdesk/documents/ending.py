"""How a paper ends: its last block stays together with the signature and the panel at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, FrameBreak, KeepTogether
from reportlab.platypus.doctemplate import NullActionFlowable

from asbdesk.documents.grid import Grid
from asbdesk.documents.text import Text
from asbdesk.documents.typeset import CLOSER, move_closer

_A_LITTLE = 1.1
"""What takes so much more than a page may fit one when its parts stand closer together."""
_LEAST = 2
"""So many lines, or rows, stay together on either side of a cut."""


class Ending(KeepTogether):
    """A block, the close that must follow it at once, and what stands at the foot, which is never alone on a page. All
    of it goes to the next page where it does not fit, closer together where it is a little too much for one; but where
    more than half a page would stay empty for that, or no page could hold it, the beginning of the block stays behind.
    Where nothing can stay behind, what stands at the foot goes overleaf with a panel of languages, but not without; the
    last of more than two signatures goes with it.
    """

    def __init__(self, block: Sequence[Flowable], close: Sequence[Flowable], foot: Sequence[Flowable]) -> None:
        super().__init__([*block, *close, *foot])  # pyright: ignore[reportUnknownMemberType]
        self.block, self.close, self.foot = list(block), list(close), list(foot)
        self.closer = False

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        whole: Any = self
        frame: Any = getattr(self, "_frame", None)
        self.wrap(aW, aH)
        if frame is None or aH >= whole._H:  # noqa: SLF001 - ReportLab's own
            return super().split(aW, aH)
        high, at_top = frame._height, frame._atTop  # noqa: SLF001
        has_panel, said = len(self.foot) > 1, [*self.block, *self.close]
        if has_panel and not self.closer and high < whole._H <= high * _A_LITTLE:  # noqa: SLF001
            move_closer([*said, *self.foot], CLOSER)
            self.closer = True
            return [NullActionFlowable(), self]
        too_much = high < whole._H  # noqa: SLF001 - for any page
        foot_goes = too_much and has_panel and _height(said, aW) <= aH
        if (aH >= high / 2 or too_much) and not (foot_goes and at_top) and (parts := self._parted(aW, aH)):
            return parts
        if foot_goes:
            return [NullActionFlowable(), *self._foot_overleaf(said, aW, high)]
        if not at_top:
            return [FrameBreak(), self]
        return [NullActionFlowable(), KeepTogether([*self.block, *self.close]), *self.foot]

    def _foot_overleaf(self, said: list[Flowable], wide: float, high: float) -> list[Flowable]:
        """What was said, and the foot on the page after it: with the last of several signatures, not alone."""
        *before, last = said
        if isinstance(last, Grid) and len(last.rows) > _LEAST:
            upper, lower = last.cut(len(last.rows) - 1)
            if _height([lower, *self.foot], wide) <= high:
                return [*before, upper, KeepTogether([lower, *self.foot])]
        return [*said, KeepTogether(self.foot)]

    def _parted(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """The beginning of the block, and the rest of it with what follows; nothing where it is not to be cut."""
        if not self.block:
            return []
        *before, last = self.block
        room = aH - _height(before, aW)
        parts = cut(last, aW, room - last.getSpaceBefore())
        return [*before, parts[0], Ending(parts[1:], self.close, self.foot)] if parts else []


def _height(found: Sequence[Flowable], wide: float) -> float:
    return sum(each.wrap(wide, 1e6)[1] + each.getSpaceBefore() + each.getSpaceAfter() for each in found)


def cut(flowable: Flowable, wide: float, room: float) -> list[Flowable]:
    """A paragraph or a table in two, as much as fits in the first; nothing where it cannot be cut well."""
    flowable.wrap(wide, room)
    if isinstance(flowable, Text):
        fit = min(int(room / flowable.style.leading + 1e-9), len(flowable.lines) - _LEAST)
    elif isinstance(flowable, Grid):
        fit = min(flowable.fitting(room), len(flowable.rows) - _LEAST)
    else:
        return []
    return flowable.cut(fit) if fit >= _LEAST else []
