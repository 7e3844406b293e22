"""What is drawn on a PDF's pages, and in which marked content it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_PAINTS = frozenset(["f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"])
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_INVISIBLE = 3


@dataclass(frozen=True)
class Mark:
    """One marked content: its tag, its property list, and whether a structure element owns it."""

    tag: str
    properties: Any
    tagged: bool
    speaks: bool = False


@dataclass
class Content:
    """What was found: the three faults of 7.1, texts with their fonts, and what marked contents say of language."""

    artefact_in_tagged: bool = False
    tagged_in_artefact: bool = False
    unmarked: bool = False
    languages: list[str] = field(default_factory=list)
    spans: list[tuple[Mark, bool]] = field(default_factory=list)
    text_without_language: bool = False
    shown: list[tuple[Dictionary, bytes]] = field(default_factory=list)


class _Reader:
    def __init__(self, owned: Mapping[int, Any]) -> None:
        self.owned, self.found = owned, Content()
        self.stack: list[Mark] = []

    def read(self, holder: Any, resources: Any, key: Any, depth: int = 0) -> None:
        """One content stream; ``key`` is its own in the parent tree."""
        owners = self.owned.get(int(key)) if key is not None else None
        fonts = resources.get("/Font", {}) if isinstance(resources, Dictionary) else {}
        font, mode, saved, base = None, 0, [], len(self.stack)
        for operands, operator in pikepdf.parse_content_stream(holder):
            name = str(operator)
            if name in ("BMC", "BDC"):
                self._begin(operands, resources, owners)
            elif name == "EMC" and len(self.stack) > base:
                self.stack.pop()
            elif name in ("q", "Q"):
                font, mode = _saved(name, saved, (font, mode))
            elif name == "Tf":
                font = fonts.get(str(operands[0]))
            elif name == "Tr":
                mode = int(operands[0])
            elif name in _SHOWS:
                self._shows(operands, font, mode)
            elif name in _PAINTS:
                self._item()
            elif name == "Do":
                self._draws(operands[0], resources, depth)
        del self.stack[base:]

    def _begin(self, operands: Any, resources: Any, owners: Any) -> None:
        tag = str(operands[0]).removeprefix("/")
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, Name):
            named = resources.get("/Properties", {}) if isinstance(resources, Dictionary) else {}
            properties = named.get(str(properties))
        number = properties.get("/MCID") if isinstance(properties, Dictionary) else None
        tagged = number is not None and isinstance(owners, Array) and _owned(owners, int(number))
        mark = Mark(tag, properties, tagged, tagged and _speaks(owners[int(number)]))
        if tag == "Artifact" and any(each.tagged for each in self.stack):
            self.found.artefact_in_tagged = True
        if tagged and any(each.tag == "Artifact" for each in self.stack):
            self.found.tagged_in_artefact = True
        if isinstance(properties, Dictionary) and "/Lang" in properties:
            self.found.languages.append(str(properties.Lang))
        if tag == "Span":
            self.found.spans.append((mark, self._language()))
        self.stack.append(mark)

    def _language(self) -> bool:
        return any(
            each.speaks or (isinstance(each.properties, Dictionary) and "/Lang" in each.properties)
            for each in self.stack
        )

    def _item(self) -> None:
        if not any(each.tagged or each.tag == "Artifact" for each in self.stack):
            self.found.unmarked = True

    def _shows(self, operands: Any, font: Any, mode: int) -> None:
        self._item()
        if any(each.tagged for each in self.stack) and not self._language():
            self.found.text_without_language = True
        if not isinstance(font, Dictionary) or mode == _INVISIBLE:
            return
        for operand in operands:
            parts = operand if isinstance(operand, Array) else [operand]
            self.found.shown += [(font, bytes(part)) for part in parts if isinstance(part, pikepdf.String)]

    def _draws(self, name: Any, resources: Any, depth: int) -> None:
        drawn = resources.get("/XObject", {}).get(str(name)) if isinstance(resources, Dictionary) else None
        if not isinstance(drawn, pikepdf.Stream):
            return
        if drawn.get("/Subtype") != Name.Form:
            self._item()
        elif depth < 9:
            self.read(drawn, drawn.get("/Resources", resources), drawn.get("/StructParents"), depth + 1)


def _saved(name: str, saved: list[tuple[Any, int]], state: tuple[Any, int]) -> tuple[Any, int]:
    """The state of text after it was put aside, or taken back."""
    if name == "q":
        saved.append(state)
        return state
    return saved.pop() if saved else state


def _speaks(element: Any) -> bool:
    """Has a structure element, or one around it, a language?"""
    for _ in range(100):
        if not isinstance(element, Dictionary):
            return False
        if "/Lang" in element:
            return True
        element = element.get("/P")
    return False


def _owned(owners: Array, number: int) -> bool:
    return 0 <= number < len(owners) and isinstance(owners[number], Dictionary)


def read_contents(pdf: pikepdf.Pdf, owned: Mapping[int, Any]) -> Content:
    """What is drawn on all pages."""
    reader = _Reader(owned)
    for page in pdf.pages:
        reader.read(page, page.obj.get("/Resources", _inherited(page.obj)), page.obj.get("/StructParents"))
    return reader.found


def _inherited(page: Dictionary) -> Any:
    parent = page.get("/Parent")
    while isinstance(parent, Dictionary):
        if "/Resources" in parent:
            return parent.Resources
        parent = parent.get("/Parent")
    return Dictionary()
