"""The panel at the foot of the last page: other formats and languages, complaints, emergencies, data protection."""

from __future__ import annotations

from reportlab.platypus import Flowable

from asbdesk.documents import typeset
from asbdesk.documents.blocks import Run, Runs
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.inks import ACCENT

_UNLIMITED = 20_000.0
_TOP, _GAP = 6.0, 2.5


class FootPanel(Flowable):
    """Stands at the foot of whatever room is left, and never over other text."""

    def __init__(self, office: OfficeFacts, measure: float, size: float) -> None:
        super().__init__()
        style = typeset.styles(size).small
        self.lines = [typeset.paragraph(runs, style) for runs in _lines(office)]
        self.heights = [line.wrap(measure, _UNLIMITED)[1] for line in self.lines]
        self.measure = measure
        self.needed = _TOP + sum(self.heights) + _GAP * len(self.lines)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Asked without limit, it says what it needs; in a page with room it takes all that is left."""
        roomy = self.needed <= aH < _UNLIMITED
        self.width, self.height = aW, aH if roomy else self.needed
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(ACCENT)
        self.canv.setLineWidth(0.9)
        self.canv.line(0, self.needed, self.measure, self.needed)
        top = self.needed - _TOP
        for line, height in zip(self.lines, self.heights, strict=True):
            line.drawOn(self.canv, 0, top - height)
            top -= height + _GAP


def _lines(office: OfficeFacts) -> list[Runs]:
    telephone = f" Telephone {office.telephone}." if office.telephone else ""
    formats = office.formats or "large print, on audio or in Braille"
    offer = f"We can give you this in {formats}, or explain it to you in your language.{telephone}"
    labelled = (
        ("Large print, audio, Braille, another language: ", offer),
        ("", office.languages),
        ("Emergency: ", office.emergency),
        ("Complaints: ", office.complaints),
        ("Your data: ", office.data_notice),
    )
    return [(Run(label, bold=True), Run(text)) for label, text in labelled if text]
