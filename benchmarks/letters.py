"""Letters and a contract as they are filed: template to PDF with its tags, read by the guard, sealed.

The floor is a bare ReportLab story of the same words in the same two embedded faces, without letterhead, columns,
boxes, tags, guard and seal. It runs in a process of its own, so that nothing of ours makes it faster or slower. Beside
both stands LibreOffice, where it is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2

from asbdesk import paths
from asbdesk.documents import guard
from asbdesk.documents.compose import compose
from asbdesk.documents.facts import Facts
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.library import Template, template
from asbdesk.documents.paper import paper_for
from asbdesk.documents.pdf import render
from asbdesk.documents.seal import seal
from benchmarks.measure import Figure, in_turn, seconds

_LETTERS, _CONTRACTS = 500, 100
_CLOSED = tuple(
    guard.ClosedPerson(
        called=f"Complainant {letter}",
        full_names=(f"Petronella {surname}",),
        surname=surname,
        telephones=("01632 960 777",),
        homes=(guard.Home(("9 Mill Lane", "Thornmere"), "TM9 9XX"),),
    )
    for letter, surname in (("A", "Oxenshaw"), ("B", "Quillfeather"))
)


def figures(_rows: int) -> Iterator[Figure]:
    """Letters of one page, each to somebody else; and the contract, whose paper is long."""
    wanted = (("mediation-follow-up", _LETTERS, 2.0, "letters"), ("abc", _CONTRACTS, 1.5, "contracts"))
    for code, many, aim, name in wanted:
        made = template(code)
        asked = {ask.name: ask.example_value() for ask in made.asks if ask.example}
        facts = [_to(replace(EXAMPLE, asked=asked), number) for number in range(many)]
        words = _words(file_ready(made, facts[0]))

        def ours(made: Template = made, facts: list[Facts] = facts) -> None:
            for each in facts:
                file_ready(made, each)

        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder, "words.txt")
            text.write_text("\n".join(words), encoding="utf-8")
            took, floor = _beside(ours, text, many)
            note = f"{took / many * 1000:.1f} ms each; {len(pypdfium2.PdfDocument(file_ready(made, facts[0])))} pages"
            yield Figure(f"papers: {many} {name}, guarded and sealed", took, floor, "bare ReportLab", aim, note)
            if name == "letters":
                yield from _office(text, took / many)


def file_ready(made: Template, facts: Facts) -> bytes:
    """One paper from its facts to its seal; the guard finds nobody in it."""
    blocks = compose(made, facts)
    pdf = render(paper_for(made, facts, blocks))
    if guard.find(guard.read(pdf), _CLOSED, ()):
        raise ValueError("The guard found somebody in a paper that names nobody.")
    return seal(made, facts, blocks, pdf).pdf


def _to(facts: Facts, number: int) -> Facts:
    """To somebody else each time, from an office whose foot leaves the letter on one page."""
    name = f"Dean Mercer {number}"
    office = replace(facts.office, complaints="", data_notice="", languages="")
    return replace(
        facts, office=office, recipient=replace(facts.recipient, full_name=name, salutation_name=f"Mr {name}")
    )


def _words(pdf: bytes) -> list[str]:
    """Every line on the paper, page numbers and all."""
    pages = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return [line for line in text.replace("\r", "").split("\n") if line.strip()]


def _beside(ours, text: Path, many: int) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    """Medians of both, in turn; the floor's own start is not counted."""
    floors: list[float] = []

    def bare() -> None:
        run = subprocess.run(
            [sys.executable, "-c", _BARE, str(text), str(many), str(paths.resource("fonts"))],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        floors.append(float(run.stdout))

    took, _ = in_turn(ours, bare, 3)
    return took, sorted(floors)[len(floors) // 2]


_BARE = """
import sys, time
from io import BytesIO
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate
from xml.sax.saxutils import escape
text, many, fonts = sys.argv[1], int(sys.argv[2]), sys.argv[3]
for name in ("Regular", "Bold"):
    pdfmetrics.registerFont(TTFont(name, f"{fonts}/LiberationSans-{name}.ttf"))
lines = [escape(line) for line in open(text, encoding="utf-8").read().split("\\n")]
start = time.perf_counter()
for _ in range(many):
    body = ParagraphStyle("body", fontName="Regular", fontSize=11, leading=14)
    bold = ParagraphStyle("bold", fontName="Bold", fontSize=11, leading=14)
    story = [Paragraph(line, bold if place % 9 == 0 else body) for place, line in enumerate(lines)]
    SimpleDocTemplate(BytesIO()).build(story)
print(time.perf_counter() - start)
"""


def _office(text: Path, each: float) -> Iterator[Figure]:
    """LibreOffice without a window, the same words in one batch of twenty."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        print("papers: LibreOffice is not installed; not compared", flush=True)
        return
    many, folder = 20, text.parent
    for number in range(many):
        shutil.copy(text, folder / f"letter{number}.txt")
    names = [str(folder / f"letter{number}.txt") for number in range(many)]
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf"]
    start = time.perf_counter()
    seconds(lambda: subprocess.run([*command, "--outdir", str(folder), *names], check=True, capture_output=True))
    yield Figure("papers: one letter", each, (time.perf_counter() - start) / many, "LibreOffice", 0.2)
