"""A bundle of 400 pages with 60 exhibits, bound and stamped. The floor: pikepdf joining the same pages.

The memory is that of a process of its own, at its highest.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from PIL import Image

from asbdesk.documents import bundle, bundle_front
from asbdesk.documents.compose import compose
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.library import template
from asbdesk.documents.paper import paper_for
from asbdesk.documents.pdf import render
from asbdesk.domain.bundle import Item, Section
from benchmarks.measure import Figure, in_turn

PAPERS, EXHIBITS, PAGES = 20, 60, 400
MOST_MEMORY = 500


def figures(_rows: int) -> Iterator[Figure]:
    """The time beside the floor, and the memory."""
    contents = made_up(PAPERS, EXHIBITS, PAGES)
    plan, held = planned(contents), dict(contents)

    def ours() -> bundle.Bound:
        return bundle.bind(plan, lambda item: held[item.key])

    pages = len(ours().pages)
    took, floor = in_turn(ours, lambda: joined(contents), 3)
    yield Figure(f"bundle: {pages} pages, {EXHIBITS} exhibits", took, floor, "pikepdf joins the pages", 2.0)
    peak = memory(PAPERS, EXHIBITS, PAGES)
    yield Figure("bundle: memory, MB", peak, MOST_MEMORY, "the most it may take", 1.0)


def made_up(papers: int, exhibits: int, pages: int) -> list[tuple[str, tuple[bytes, str]]]:
    """Papers of ours, scanned exhibits as PDF and photographs: so many pages in all, or a few more."""
    made = template("first-warning")
    facts = EXAMPLE
    letter = render(paper_for(made, facts, compose(made, facts)))
    photo = BytesIO()
    Image.effect_noise((2000, 1500), 20).convert("RGB").save(photo, "JPEG", quality=80)
    photos = exhibits // 3
    scans = exhibits - photos
    each = max(1, (pages - 2 * papers - photos - exhibits) // scans)
    scan = scanned(each)
    found = [(f"document-{n}", (letter, "application/pdf")) for n in range(papers)]
    found += [(f"exhibit-{n}", (scan, "application/pdf")) for n in range(scans)]
    return found + [(f"exhibit-{scans + n}", (photo.getvalue(), "image/jpeg")) for n in range(photos)]


def scanned(pages: int) -> bytes:
    """A scan of so many pages, each a picture of A4 at 150 dots to the inch."""
    picture = BytesIO()
    Image.effect_noise((1240, 1754), 8).save(picture, "JPEG", quality=60)
    pdf, out = pikepdf.new(), BytesIO()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595.276, 841.89))
        image = pikepdf.Stream(pdf, picture.getvalue(), Filter=pikepdf.Name.DCTDecode)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = 1240, 1754, 8
        image.ColorSpace = pikepdf.Name.DeviceGray
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=pdf.make_indirect(image)))
        page.obj.Contents = pdf.make_stream(b"q 595.276 0 0 841.89 0 0 cm /Scan Do Q")
    pdf.save(out)
    return out.getvalue()


def planned(contents: list[tuple[str, tuple[bytes, str]]]) -> bundle.Plan:
    """All of them in two parts."""
    facts = (("Produced by", "Jo Okafor"), ("Seal (SHA-256)", " ".join(["0123abcd"] * 8)))
    papers = tuple(Item(key, "p", f"Paper {key}", "3 Nov 2003") for key, _ in contents if key.startswith("document"))
    exhibits = tuple(
        Item(key, "e", f"Thing {key}", "3 Nov 2003", f"JO/{n}", facts=facts)
        for n, (key, _) in enumerate((each for each in contents if each[0].startswith("exhibit")), 1)
    )
    front = bundle_front.Front("Bundle", ("An invented application", "Case ASB/2003/0001"))
    return bundle.Plan(
        front, ((Section("p", "Papers", "papers"), papers), (Section("e", "Exhibits", "exhibits"), exhibits))
    )


def joined(contents: list[tuple[str, tuple[bytes, str]]]) -> bytes:
    """The floor: the same PDFs, and the photographs put on a page each, joined and nothing else."""
    out, held = pikepdf.new(), []
    for _, (content, kind) in contents:
        if kind == "application/pdf":
            source = pikepdf.open(BytesIO(content))
        else:
            paged = BytesIO()
            with Image.open(BytesIO(content)) as picture:
                picture.convert("RGB").save(paged, "PDF", resolution=200)
            source = pikepdf.open(paged)
        held.append(source)
        out.pages.extend(source.pages)
    made = BytesIO()
    out.save(made)
    return made.getvalue()


def memory(papers: int, exhibits: int, pages: int) -> float:
    """The most memory, in MB, of a process that binds such a bundle."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.bundle", str(papers), str(exhibits), str(pages)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return float(run.stdout.split()[-1])


def _alone() -> None:
    import threading

    import psutil

    contents = made_up(*map(int, sys.argv[1:4]))
    plan, held, process = planned(contents), dict(contents), psutil.Process()
    most, done = [0], threading.Event()

    def watch() -> None:
        while not done.is_set():
            most[0] = max(most[0], process.memory_info().rss)
            time.sleep(0.005)

    watcher = threading.Thread(target=watch)
    watcher.start()
    bundle.bind(plan, lambda item: held[item.key])
    done.set()
    watcher.join()
    print(most[0] / 1e6)


if __name__ == "__main__":
    _alone()
