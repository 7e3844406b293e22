"""Blocks to a QTextDocument and back.

The document carries meaning only: heading level, lists, bold, italic, and two properties of our own. How a heading,
a missing fact or a fixed piece looks is the highlighter's affair (``look.py``): a change of theme changes no word.

What the editor cannot edit (tables, signatures, panels, clauses, ticks, pictures, rules, page breaks) stands as one
paragraph that carries the piece's JSON; :func:`pieces` tells whether all of them are still whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, cast

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextList,
    QTextListFormat,
)

from asbdesk.documents.blocks import (
    Block,
    Blocks,
    Clauses,
    Drawing,
    Figure,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Rule,
    Run,
    Runs,
    Signatures,
    TickBoxes,
    lines_of,
)
from asbdesk.documents.blocks_json import from_json, to_json

MISSING = QTextFormat.Property.UserProperty.value + 1
"""On characters: the number of the missing fact that they stand for."""
FIXED = QTextFormat.Property.UserProperty.value + 2
"""On a paragraph: the JSON of the piece that it stands for."""
LANGUAGE = QTextFormat.Property.UserProperty.value + 3
"""On characters: the tag of their language, where it is not the letter's."""
LINE = "\u2028"
_BREAKS = re.compile("\r\n|[\n\r\u2028\u2029\ufdd0\ufdd1]")
_LISTS = {False: QTextListFormat.Style.ListDisc, True: QTextListFormat.Style.ListDecimal}


def write(document: QTextDocument, blocks: Iterable[Block]) -> None:
    """Show blocks in place of what the document holds; nothing is left to undo."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    for number, block in enumerate(block for each in blocks for block in normal((each,))):
        _write_block(cursor, block, first=number == 0)
    document.setUndoRedoEnabled(True)


def read(document: QTextDocument) -> Blocks:
    """The blocks that the document shows."""
    found: list[Block] = []
    current: QTextList | None = None
    items: list[Runs] = []

    def end_list() -> None:
        if current is not None and items:
            found.append(_items(current, tuple(items)))
        items.clear()

    for block in _blocks(document):
        listed = block.textList()
        if _list_id(listed) != _list_id(current):
            end_list()
        current = listed
        if listed is not None:
            items.extend(runs for runs in (_runs(block),) if _has_words(runs))
        else:
            found.extend(_read_block(block))
    end_list()
    return tuple(found)


def pieces(document: QTextDocument) -> tuple[tuple[str, str], ...]:
    """The fixed pieces: the JSON that each carries and the words that stand there."""
    return tuple((fixed_of(block), block.text()) for block in _blocks(document) if fixed_of(block))


def fixed_of(block: QTextBlock) -> str:
    """The JSON of the piece that a paragraph stands for; "" for one that may be edited."""
    return str(block.blockFormat().property(FIXED) or "")


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    """The stretches of one format in a paragraph. (Qt's own stubs do not know that a paragraph can be walked.)"""
    for step in cast("Any", block):
        yield step.fragment()


def length(text: str) -> int:
    """How many signs a text has as Qt counts: two for one beyond U+FFFF."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_missing(style: QTextCharFormat) -> bool:
    """Whether characters so styled stand for a fact that nobody knows yet."""
    return style.hasProperty(MISSING)


def normal(blocks: Iterable[Block]) -> Blocks:
    """The blocks as the editor gives them back: neighbours of one style joined, nothing empty, one line break."""
    return tuple(plain for block in blocks if (plain := _normal(block)) is not None)


def shape(level: int = 0, *, listed: bool = False) -> QTextBlockFormat:
    """The format of a paragraph (level 0) or heading, with the room that it takes."""
    style = QTextBlockFormat()
    style.setHeadingLevel(level)
    style.setTopMargin(4 if level > 1 else 0)
    style.setBottomMargin(3 if listed or level > 1 else 8)
    style.setLineHeight(115, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return style


# to the document


def _write_block(cursor: QTextCursor, block: Block, *, first: bool) -> None:
    match block:
        case Heading(level, runs):
            _begin(cursor, shape(level), first)
            _insert(cursor, runs)
        case Paragraph(runs):
            _begin(cursor, shape(), first)
            _insert(cursor, runs)
        case Items(ordered, start, items):
            _write_items(cursor, ordered, start, items, first)
        case fixed:
            style = shape()
            style.setProperty(FIXED, to_json((fixed,)))
            _begin(cursor, style, first)
            cursor.insertText(_one_line(words_of(fixed)), QTextCharFormat())


def _write_items(cursor: QTextCursor, ordered: bool, start: int, items: tuple[Runs, ...], first: bool) -> None:
    made: QTextList | None = None
    for runs in items:
        _begin(cursor, shape(listed=True), first)
        first = False
        if made is None:
            style = QTextListFormat()
            style.setStyle(_LISTS[ordered])
            style.setStart(start)
            made = cursor.createList(style)
        else:
            made.add(cursor.block())
        _insert(cursor, runs)


def _begin(cursor: QTextCursor, style: QTextBlockFormat, first: bool) -> None:
    """A new paragraph that takes over nothing from the one before."""
    if not first:
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    cursor.setBlockFormat(style)


def _insert(cursor: QTextCursor, runs: Runs) -> None:
    for number, run in enumerate(runs, 1):
        style = QTextCharFormat()
        if run.bold:
            style.setFontWeight(QFont.Weight.Bold)
        if run.italic:
            style.setFontItalic(True)
        if run.missing:
            style.setProperty(MISSING, number)
        if run.language:
            style.setProperty(LANGUAGE, run.language)
        cursor.insertText(_one_line(run.text), style)


def words_of(piece: Block) -> str:
    """What stands in the editor for a piece that it cannot edit."""
    match piece:
        case Rule():
            return "A line across the page"
        case PageBreak():
            return "What follows begins a new page"
        case Signatures(entries):
            return "\n".join(["Signatures", *(" · ".join(part for part in (e.role, e.name) if part) for e in entries)])
        case Clauses() | TickBoxes():
            return "\n".join("".join(run.text for run in runs) for runs in lines_of(piece))
        case _:
            lines = ("".join(run.text for run in runs).strip() for runs in lines_of(piece))
            return "\n".join(line for line in lines if line) or (
                "A picture" if isinstance(piece, Figure | Drawing) else "An empty table"
            )


def _one_line(text: str) -> str:
    return _BREAKS.sub(LINE, _storable(text))


def _storable(text: str) -> str:
    """Qt keeps no half of a surrogate pair, and U+FFFC would stand for a picture."""
    return text.encode("utf-16", "replace").decode("utf-16").replace("\ufffc", "\ufffd")


# from the document


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _list_id(found: QTextList | None) -> int:
    return -1 if found is None else found.objectIndex()


def _items(found: QTextList, items: tuple[Runs, ...]) -> Items:
    ordered = found.format().style() == QTextListFormat.Style.ListDecimal
    return Items(ordered, found.format().start() if ordered else 1, items)


def _read_block(block: QTextBlock) -> Iterator[Block]:
    fixed = fixed_of(block)
    if fixed:
        yield from from_json(fixed)
        return
    runs, level = _runs(block), block.blockFormat().headingLevel()
    if _has_words(runs):
        yield Heading(level, runs) if level else Paragraph(runs)


def _runs(block: QTextBlock) -> Runs:
    found: list[Run] = []
    for fragment in fragments(block):
        style = fragment.charFormat()
        run = Run(
            fragment.text().replace(LINE, "\n"),
            bold=style.fontWeight() >= QFont.Weight.Bold,
            italic=style.fontItalic(),
            missing=is_missing(style),
            language=str(style.property(LANGUAGE) or ""),
        )
        found.append(run)
    return _joined(found)


def _joined(runs: Iterable[Run]) -> Runs:
    """Neighbours of one style become one; missing facts stay by themselves."""
    kept: list[Run] = []
    for run in runs:
        last = kept[-1] if kept else None
        if last and not run.missing and replace(last, text=run.text) == run:
            kept[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            kept.append(run)
    return tuple(kept)


def _has_words(runs: Runs) -> bool:
    return any(run.text.strip() for run in runs)


def _normal(block: Block) -> Block | None:
    match block:
        case Heading(level, runs):
            plain = _normal_runs(runs)
            return Heading(level, plain) if _has_words(plain) else None
        case Paragraph(runs):
            plain = _normal_runs(runs)
            return Paragraph(plain) if _has_words(plain) else None
        case Items(ordered, start, items):
            kept = tuple(runs for each in items if _has_words(runs := _normal_runs(each)))
            return Items(ordered, start if ordered else 1, kept) if kept else None
        case fixed:
            return fixed


def _normal_runs(runs: Runs) -> Runs:
    return _joined(replace(run, text=_one_line(run.text).replace(LINE, "\n")) for run in runs)
