"""The map as a paper: areas with their figures, never points; seen before it is printed."""

from __future__ import annotations

from asbdesk.documents.blocks import Block, Heading, Paragraph, Run, Table
from asbdesk.documents.maps import MapArea, MapKey, map_drawing
from asbdesk.documents.paper import Paper
from asbdesk.documents.pdf import render
from asbdesk.queries.facts import office_facts
from asbdesk.ui.desk import Task
from asbdesk.ui.insight.map_hot import show
from asbdesk.ui.insight.map_state import Ground, Shown, Wish
from asbdesk.ui.kit.map_layers import Layers, Patch

_MOST_ROWS = 40
NO_POINTS = "Incidents are not printed as points: a map that lies about must not show where somebody lives."


def map_pdf(task: Task, on: Ground, wish: Wish, about: str) -> bytes:
    """On the heavy lane. Points and densities are printed as areas in shades: there is no point on paper."""
    if wish.show in ("points", "density") and on.areas:
        wish = Wish("areas", wish.per, wish.category, wish.records, wish.first, wish.last)
    shown = show(on, wish, task.check)
    with task.office.reading() as session:
        office = office_facts(session)
    blocks = map_blocks(shown, about, on.source)
    return render(
        Paper("Map of incidents", blocks, office, layout="document", date=task.office.clock.today(), foot=False)
    )


def map_blocks(shown: Shown, about: str, source: str) -> tuple[Block, ...]:
    """Title, what is counted, the map, the same as a table, how it was made, and whose boundaries they are."""
    layers = shown.layers
    head, *rest = layers.title.split("\n")
    blocks: list[Block] = [
        Heading(1, (Run(head or "Map of incidents"),)),
        *_words(". ".join(part for part in (*rest, about) if part)),
        *_words(shown.words),
    ]
    if layers.patches or layers.outlines:
        blocks.append(map_drawing(_areas(layers.patches), _areas(layers.outlines), _key(layers), layers.title))
    for words in (*shown.notes, NO_POINTS, source):
        blocks += _words(words)
    if shown.lines:
        rows = tuple(tuple((Run(cell),) for cell in line.cells) for line in shown.lines[:_MOST_ROWS])
        blocks.append(Table(tuple((Run(title),) for title in shown.titles), rows))
        more = len(shown.lines) - _MOST_ROWS
        blocks += _words(f"{more:,} more lines are not printed.") if more > 0 else []
    return tuple(blocks)


def _areas(patches: tuple[Patch, ...]) -> list[MapArea]:
    made: list[MapArea] = []
    for patch in patches:
        name, _, value = patch.label.partition("\n")
        made.append(MapArea(name, value, patch.shape, patch.level, patch.mark))
    return made


def _key(layers: Layers) -> list[MapKey]:
    return [MapKey(line.words, line.level, line.mark) for line in layers.legend if not line.point]


def _words(text: str) -> list[Block]:
    return [Paragraph((Run(text),))] if text else []
