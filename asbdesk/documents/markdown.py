"""The templates' Markdown to blocks: headings, paragraphs, lists, rules, and fences for what Markdown has no word for.

Fences hold one entry on each line, its parts divided by bars: ``clauses`` (number | words), ``signatures``
(role | name | signed), ``ticks`` (words), ``table 2 5 3`` (a header line, then rows; the numbers are widths),
``panel`` (Markdown inside), ``page`` (nothing inside), ``aside`` (lines at the right), ``code`` (what the QR code says,
then the lines beside it), ``idea telephone`` (Markdown inside, and the place of a picture beside it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from asbdesk.documents.blocks import (
    Aside,
    Block,
    Blocks,
    Clause,
    Clauses,
    Code,
    Heading,
    Idea,
    Items,
    PageBreak,
    Panel,
    Paragraph,
    Rule,
    Run,
    Runs,
    Signature,
    Signatures,
    Table,
    TickBoxes,
)
from asbdesk.documents.pictures import pictures
from asbdesk.documents.sandbox import CLOSE, OPEN, Fault

_PLACE = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_OFF = (
    "code",
    "html_block",
    "html_inline",
    "link",
    "image",
    "autolink",
    "reference",
    "lheading",
    "blockquote",
    "backticks",
)


_STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FIELD = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_WIDEST = 100


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(list(_OFF))


@lru_cache(maxsize=200)
def _parsed(text: str) -> tuple[SyntaxTreeNode, ...]:
    """The text as Markdown; values stand in it as places, so that papers of one template mostly share it."""
    return tuple(SyntaxTreeNode(_reader().parse(text)).children)


@lru_cache(maxsize=2000)
def _parsed_line(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_reader().parseInline(text))


def blocks_of(text: str, values: Sequence[Run] = ()) -> Blocks:
    """The blocks of a Markdown text; ``values`` replace the places numbered in it."""
    return tuple(_Reading(values).blocks(text))


def fault_in(body: str) -> Fault | None:
    """The first thing in a template's body that no page can show, whatever the facts: an unknown fence, a row that
    lacks a part, a picture that there is not. The line counts from the body's first."""
    plain = _FIELD.sub("x", _STATEMENT.sub(lambda found: "\n" * found[0].count("\n"), body))
    reading = _Reading(())
    lines = plain.split("\n")
    for node in SyntaxTreeNode(_reader().parse(plain)).children:
        first, end = node.map or (0, 0)
        if node.type == "fence" and (end == first + 1 or not _closes(lines[end - 1], node.markup)):
            return Fault(
                first + 1, f"{node.markup}{node.info} is not closed: write {node.markup} on a line of its own."
            )
        try:
            list(reading.block(node))
        except (ValueError, TypeError, IndexError, KeyError) as error:
            told = str(error) if isinstance(error, _NotShown) else f"a line of this {node.info or 'part'} lacks a part"
            return Fault(first + 1, f"{told}.")
    return None


def _closes(line: str, markup: str) -> bool:
    return len(line.strip()) >= len(markup) and not line.strip().strip(markup[0])


def _widths(words: Sequence[str]) -> tuple[int, ...]:
    if not all(word.isdecimal() and 1 <= int(word[:4]) <= _WIDEST for word in words):
        raise _NotShown(f"the widths of a table are numbers from 1 to {_WIDEST}")
    return tuple(map(int, words))


class _NotShown(ValueError):
    """What a page cannot show, in words."""


class _Reading:
    """One reading: ``values`` stand for the places in the text."""

    def __init__(self, values: Sequence[Run]) -> None:
        self.values = values

    def blocks(self, text: str) -> Iterator[Block]:
        for node in _parsed(text):
            yield from self.block(node)

    def block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1:]), self.inline(node))
            case "paragraph":
                yield from (Paragraph(runs) for runs in _paragraphs(self.inline(node)))
            case "bullet_list" | "ordered_list":
                yield self.items(node)
            case "hr":
                yield Rule()
            case "fence":
                yield self.fence(node.info.split(), node.content)
            case other:
                raise _NotShown(f"a template has no {other}")

    def items(self, node: SyntaxTreeNode) -> Items:
        ordered = node.type == "ordered_list"
        entries = (_joined([self.inline(part) for part in item.children]) for item in node.children)
        return Items(ordered, int(node.attrs.get("start", 1)) if ordered else 1, tuple(entries))

    def fence(self, words: list[str], content: str) -> Block:  # noqa: PLR0911 - one case for each kind of fence
        match words:
            case ["idea", picture]:
                return Idea(_known_picture(picture), tuple(self.blocks(content)))
            case ["panel"]:
                return Panel(tuple(self.blocks(content)))
            case ["page"]:
                return PageBreak()
            case ["aside"]:
                return Aside(tuple(cells[0] for cells in self.rows(content)))
            case ["code"]:
                first, *rest = self.rows(content)
                return Code(_words(first[0]), tuple(cells[0] for cells in rest))
            case ["ticks"]:
                return TickBoxes(tuple(cells[0] for cells in self.rows(content)))
            case ["clauses"]:
                return Clauses(tuple(Clause(_words(number), words) for number, words in self.rows(content)))
            case ["signatures"]:
                return Signatures(tuple(Signature(*map(_words, cells)) for cells in self.rows(content)))
            case ["table", *widths]:
                header, *rows = self.rows(content)
                tall = bool(rows) and not any(cell for row in rows for cell in row)
                return Table(header, tuple(rows), _widths(widths), tall)
            case _:
                raise _NotShown(f"a template has no fence {' '.join(words)!r}")

    def rows(self, content: str) -> list[tuple[Runs, ...]]:
        lines = (line for line in content.splitlines() if line.strip())
        return [tuple(self.text(cell.strip()) for cell in line.split("|")) for line in lines]

    def text(self, words: str) -> Runs:
        """One line of inline Markdown."""
        return self.inline(_parsed_line(words))

    def inline(self, node: SyntaxTreeNode) -> Runs:
        return _merged(run for leaf in _leaves(node) for run in self.filled(leaf))

    def filled(self, leaf: Run) -> Iterator[Run]:
        """The leaf with its places filled: text, value, text, value, text."""
        if OPEN not in leaf.text:
            if leaf.text:
                yield leaf
            return
        for index, part in enumerate(_PLACE.split(leaf.text)):
            if index % 2:
                value = self.values[int(part)]
                yield replace(leaf, text=value.text, missing=value.missing, language=value.language)
            elif part:
                yield replace(leaf, text=part)


def _leaves_of(node: SyntaxTreeNode, bold: bool = False, italic: bool = False) -> Iterator[Run]:
    match node.type:
        case "text" | "text_special":
            yield Run(node.content, bold, italic)
        case "softbreak":
            yield Run(" ", bold, italic)
        case "hardbreak":
            yield Run("\n", bold, italic)
        case "root" | "heading" | "paragraph" | "inline" | "strong" | "em":
            bold, italic = bold or node.type == "strong", italic or node.type == "em"
            for child in node.children:
                yield from _leaves_of(child, bold, italic)
        case other:
            raise _NotShown(f"a template has no {other} within a line")


@lru_cache(maxsize=4000)
def _leaves(node: SyntaxTreeNode) -> tuple[Run, ...]:
    """The text of a line in its styles, its places not yet filled: read once, as the line is."""
    return tuple(_leaves_of(node))


def _known_picture(name: str) -> str:
    if name not in pictures():
        raise _NotShown(f"there is no picture {name!r}; there are {', '.join(pictures())}")
    return name


def _merged(runs: Iterator[Run]) -> Runs:
    """Neighbours of one style become one run; missing facts stay by themselves."""
    kept: list[Run] = []
    for run in runs:
        last = kept[-1] if kept else None
        if last and not run.missing and _style(last) == _style(run):
            kept[-1] = replace(last, text=last.text + run.text)
        else:
            kept.append(run)
    return tuple(kept)


def _style(run: Run) -> tuple[object, ...]:
    return run.bold, run.italic, run.missing, run.language


def _joined(parts: list[Runs]) -> Runs:
    """Several paragraphs of one list item, a line break between them."""
    return tuple(run for index, part in enumerate(parts) for run in ((Run("\n"), *part) if index else part))


def _paragraphs(runs: Runs) -> Iterator[Runs]:
    """Splits at the blank lines that a value brought along."""
    current: list[Run] = []
    for run in runs:
        first, *rest = _BLANK_LINE.split(run.text)
        current.append(replace(run, text=first) if rest else run)
        for text in rest:
            yield tuple(current)
            current = [replace(run, text=text)]
    yield tuple(current)


def _words(runs: Runs) -> str:
    """The text of runs; a fact nobody knows is left blank, to be written in by hand."""
    return "".join(run.text for run in runs if not run.missing)
