"""The foot of the last page: other formats and languages, complaints, emergencies, data protection; and before it the
panel that says in other languages that the letter matters."""

from __future__ import annotations

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from asbdesk.documents import typeset
from asbdesk.documents.bidi import runs_right_to_left
from asbdesk.documents.blocks import Run, Runs
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.frames import frame
from asbdesk.documents.inks import ACCENT

_UNLIMITED = 20_000.0
_TOP, _GAP = 6.0, 2.5


class FootPanel(Flowable):
    """Stands at the foot of whatever room is left, and never over other text."""

    def __init__(self, office: OfficeFacts, measure: float, size: float, language: str = "en") -> None:
        super().__init__()
        style = typeset.styles(size).small
        easy = typeset.EASY <= size < typeset.LARGE
        self.lines = [typeset.paragraph(runs, style) for runs in _lines(office, language, easy=easy)]
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


def _lines(office: OfficeFacts, language: str, *, easy: bool) -> list[Runs]:
    around = frame(language)
    telephone = f" {around.telephone.format(telephone=office.telephone)}" if office.telephone else ""
    formats = office.formats if office.formats and language == "en" else around.formats_usual
    emergency, complaints, data = (
        (around.easy_emergency, around.easy_complaints, around.easy_data)
        if easy
        else (f"{around.emergency}:", f"{around.complaints}:", f"{around.data}:")
    )
    labelled = (
        (f"{around.formats}:", around.offer.format(formats=formats) + telephone),
        ("", office.languages),
        (emergency, office.emergency),
        (complaints, office.complaints),
        (data, office.data_notice),
    )
    return [(Run(f"{label} " if label else "", bold=True), Run(text)) for label, text in labelled if text]


def translations(office: OfficeFacts, measure: float, size: float) -> list[Flowable]:
    """The sentence in each of the office's chosen languages, a line to each; nothing where it chose none."""
    style = typeset.styles(size).small
    right = ParagraphStyle("right-to-left", parent=style, alignment=2)
    made: list[Flowable] = []
    for line in office.panel:
        runs = (Run(f"{line.name}: ", bold=True), Run(line.words))
        if runs_right_to_left(line.words):
            runs = (Run(f"{line.name}: {line.words}"),)
        made.append(typeset.paragraph(runs, right if runs_right_to_left(line.words) else style))
    return made and [Spacer(0, 3 * mm), *made, Spacer(0, 2 * mm)]
