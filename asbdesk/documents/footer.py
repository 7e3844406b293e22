"""The foot of the last page: other formats and languages, complaints, emergencies, data protection; and before it the
panel that says in other languages that the letter matters."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from asbdesk.documents import typeset
from asbdesk.documents.bidi import runs_right_to_left
from asbdesk.documents.blocks import Run, Runs
from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.frames import frame
from asbdesk.documents.grid import line_across
from asbdesk.documents.inks import ACCENT
from asbdesk.documents.tagging import Element

_UNLIMITED = 20_000.0
_TOP, _GAP = 6.0, 2.5


class FootPanel(Flowable):
    """Stands at the foot of whatever room is left, and never over other text."""

    def __init__(self, office: OfficeFacts, measure: float, size: float, parent: Element, language: str) -> None:
        super().__init__()
        style, sect = typeset.styles(size).small, parent.add("Sect")
        lines = _lines(office, language, large=typeset.least(size) > 0, easy=typeset.EASY <= size < typeset.LARGE)
        self.lines = [typeset.paragraph(runs, style, element=sect.add("P")) for runs in lines]
        self.heights = [line.wrap(measure, _UNLIMITED)[1] for line in self.lines]
        self.measure = measure
        self.needed = _TOP + sum(self.heights) + _GAP * len(self.lines)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """Asked without limit, it says what it needs; in a page with room it takes all that is left."""
        roomy = self.needed <= aH < _UNLIMITED
        self.width, self.height = aW, aH if roomy else self.needed
        return self.width, self.height

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        top = y + self.needed
        canvas.addLiteral(line_across(x, top, x + self.measure, top, 0.9, ACCENT))
        top -= _TOP
        for line, height in zip(self.lines, self.heights, strict=True):
            line.drawOn(canvas, x, top - height)
            top -= height + _GAP


def _lines(office: OfficeFacts, language: str, *, large: bool, easy: bool) -> list[Runs]:
    around = frame(language)
    telephone = f" {around.telephone.format(telephone=office.telephone)}" if office.telephone else ""
    formats = office.formats if office.formats and language == "en" else around.formats_usual
    emergency, complaints, data = (
        (around.easy_emergency, around.easy_complaints, around.easy_data)
        if easy
        else (f"{around.emergency}:", f"{around.complaints}:", f"{around.data}:")
    )
    label, offer = (around.forms, around.offer_short) if large else (around.formats, around.offer)
    labelled = (
        (f"{label}:", Run(offer.format(formats=formats) + telephone)),
        ("", Run(office.languages)),
        (emergency, Run(around.emergency_words or office.emergency)),
        (complaints, _in_welsh(language, office.complaints_welsh, office.complaints)),
        (data, _in_welsh(language, office.data_notice_welsh, office.data_notice)),
    )
    return [(Run(f"{name} " if name else "", bold=True), said) for name, said in labelled if said.text]


def _in_welsh(language: str, welsh: str, english: str) -> Run:
    """Where a Welsh paper has only the English words, a voice is told so."""
    if language != "cy":
        return Run(english)
    return Run(welsh) if welsh else Run(english, language=frame("en").tag)


def translations(office: OfficeFacts, measure: float, size: float, parent: Element) -> list[Flowable]:
    """The sentence in each of the office's chosen languages, in larger print a line to each; nothing where it chose
    none."""
    style = typeset.styles(size).small
    made: list[Flowable] = []
    for line in office.panel:
        words = (line.short if typeset.least(size) else "") or line.words
        runs = (Run(f"{line.name}: ", bold=True, language=line.language), Run(words, language=line.language))
        turned = runs_right_to_left(words)
        if turned:
            runs = (Run(f"{line.name}: {words}", language=line.language),)
        look = typeset.aligned_right(style) if turned else style
        made.append(typeset.paragraph(runs, look, element=parent.add("P")))
    return made and [Spacer(0, 3 * mm), *made, Spacer(0, 2 * mm)]
