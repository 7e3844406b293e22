"""The rules about the structure tree: what may stand in what, headings, tables, alternative words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pikepdf import Array, Dictionary

from tests.documents.pdfua_tree import Node, Paper, text_of_name

Rule = Callable[[Paper], bool]


def _some(kind: str, test: Callable[[Node], bool]) -> Rule:
    """A rule that an element of that standard type breaks."""
    return lambda paper: any(test(node) for node in paper.nodes if node.kind == kind)


def _only(kind: str, *allowed: str) -> Rule:
    """Does anything else stand in an element of that type?"""
    return _some(kind, lambda node: any(each not in allowed for each in node.kinds))


def _within(kind: str, *allowed: str) -> Rule:
    """Does an element of that type stand in any other?"""
    return _some(kind, lambda node: (node.parent.kind if node.parent else "") not in allowed)


def _odd_kids(node: Node, *allowed: str) -> bool:
    """Anything else in it, or a caption that is not first?"""
    return any(each not in allowed for each in node.kinds) or "Caption" in node.kinds[1:]


def _odd_table(node: Node) -> bool:
    """Anything but rows, groups of rows, and one caption at the beginning or the end."""
    allowed = ("TR", "THead", "TBody", "TFoot", "Caption")
    odd = any(each not in allowed for each in node.kinds) or "Caption" in node.kinds[1:-1]
    return odd or node.kinds.count("Caption") > 1


def _silent(node: Node) -> bool:
    """Has it no words in its place?"""
    return not str(node.obj.get("/Alt", "")) and "/ActualText" not in node.obj


def _speechless(key: str) -> Rule:
    """Words of which nobody knows the language."""
    return lambda paper: (
        not paper.language and any(key in each.obj and not each.says_language() for each in paper.nodes)
    )


def _level(node: Node) -> int:
    digits = node.kind[1:]
    return int(digits) if node.kind[:1] == "H" and digits.isdigit() else 0


def _skips(paper: Paper) -> bool:
    """The first heading is a first, and none goes down by more than one."""
    last = 0
    for level in filter(None, map(_level, paper.nodes)):
        if level > last + 1:
            return True
        last = level
    return False


def _both_kinds(paper: Paper) -> bool:
    return any(node.kind == "H" for node in paper.nodes) and any(map(_level, paper.nodes))


# tables


def _attribute(node: Node, owner: str, key: str) -> Any:
    found = node.obj.get("/A")
    for each in list(found) if isinstance(found, Array) else [found]:
        if isinstance(each, Dictionary) and text_of_name(each.get("/O")) == owner and key in each:
            return each[key]
    return None


def _rows(table: Node) -> list[Node]:
    rows: list[Node] = []
    for kid in table.kids:
        rows += [kid] if kid.kind == "TR" else [row for row in kid.kids if row.kind == "TR"]
    return rows


def _span(cell: Node, key: str) -> int:
    return max(1, int(_attribute(cell, "Table", key) or 1))


class Layout:
    """A table's cells at their places; ``clash`` where two cells would stand at one."""

    def __init__(self, table: Node) -> None:
        self.at: dict[tuple[int, int], Node] = {}
        self.places: dict[Node, tuple[int, int]] = {}
        self.clash = False
        rows = _rows(table)
        self.high = len(rows)
        for number, row in enumerate(rows):
            column = 0
            for cell in (each for each in row.kids if each.kind in ("TH", "TD")):
                while (number, column) in self.at:
                    column += 1
                self._put(cell, number, column)
                column += _span(cell, "/ColSpan")
        self.wide = 1 + max((column for _, column in self.at), default=-1)

    def _put(self, cell: Node, row: int, column: int) -> None:
        self.places[cell] = row, column
        for down in range(_span(cell, "/RowSpan")):
            for across in range(_span(cell, "/ColSpan")):
                self.clash = self.clash or (row + down, column + across) in self.at
                self.at[row + down, column + across] = cell

    def widths(self) -> list[int]:
        return [sum((row, column) in self.at for column in range(self.wide)) for row in range(self.high)]

    def heights(self) -> list[int]:
        return [sum(where == column for _, where in self.at) for column in range(self.wide)]


def _layouts(paper: Paper) -> Iterator[Layout]:
    yield from (Layout(node) for node in paper.nodes if node.kind == "Table")


def _unlike_columns(paper: Paper) -> bool:
    return any(any(high != layout.high for high in layout.heights()) and _square(layout) for layout in _layouts(paper))


def _square(layout: Layout) -> bool:
    """Are all rows alike in width, so that it is the spans of rows that do not come out?"""
    return all(wide == layout.wide for wide in layout.widths()) or any(row >= layout.high for row, _ in layout.at)


def _unlike_rows(paper: Paper) -> bool:
    return any(len(set(layout.widths())) > 1 for layout in _layouts(paper))


def _unconnected(paper: Paper) -> bool:
    """A cell of data that no header belongs to, in a table that names its headers neither by scope nor by id."""
    return any(
        cell.kind == "TD" and not _headers(cell) and not _scoped(layout, cell) and not _corner(layout, cell)
        for layout in _layouts(paper)
        for cell in layout.places
    )


def _corner(layout: Layout, cell: Node) -> bool:
    """The empty corner between headers of columns and of rows."""
    row, column = layout.places[cell]
    high, wide = _span(cell, "/RowSpan"), _span(cell, "/ColSpan")
    beside, below = layout.at.get((0, wide)), layout.at.get((high, 0))
    return (row, column) == (0, 0) and all(each is not None and each.kind == "TH" for each in (beside, below))


def _headers(cell: Node) -> list[str]:
    found = _attribute(cell, "Table", "/Headers")
    return [str(each) for each in found] if isinstance(found, Array) else []


def _scoped(layout: Layout, cell: Node) -> bool:
    row, column = layout.places[cell]
    for header, (there, over) in layout.places.items():
        if header.kind != "TH":
            continue
        scope = text_of_name(_attribute(header, "Table", "/Scope"))
        across = over <= column < over + _span(header, "/ColSpan")
        along = there <= row < there + _span(header, "/RowSpan")
        if (scope in ("Column", "Both") and across) or (scope in ("Row", "Both") and along):
            return True
    return False


def _unknown_headers(paper: Paper) -> bool:
    for layout in _layouts(paper):
        known = {str(cell.obj.get("/ID", "")) for cell in layout.places}
        if any(each not in known for cell in layout.places if cell.kind == "TD" for each in _headers(cell)):
            return True
    return False


def _notes(paper: Paper) -> list[str]:
    return [str(node.obj.get("/ID", "")) for node in paper.nodes if node.kind == "Note"]


def _form_of_several(node: Node) -> bool:
    if _attribute(node, "PrintField", "/Role") is not None:
        return False
    kids = node.obj.get("/K")
    every = list(kids) if isinstance(kids, Array) else [kids]
    fields = [each for each in every if isinstance(each, Dictionary) and text_of_name(each.get("/Type")) == "OBJR"]
    return len(fields) != 1 or len(every) != 1


STRUCTURE_RULES: dict[str, Rule] = {
    "7.1-t05": lambda p: any(not node.kind for node in p.nodes),
    "7.1-t06": lambda p: any(p.circular(node.tag) for node in p.nodes),
    "7.1-t07": lambda p: any(p.standard(tag) == tag for tag in p.roles),
    "7.1-t12": lambda p: any("/P" not in node.obj for node in p.nodes),
    "7.2-t03": _some("Table", _odd_table),
    "7.2-t04": _within("TR", "Table", "THead", "TBody", "TFoot"),
    "7.2-t05": _within("THead", "Table"),
    "7.2-t06": _within("TBody", "Table"),
    "7.2-t07": _within("TFoot", "Table"),
    "7.2-t08": _within("TH", "TR"),
    "7.2-t09": _within("TD", "TR"),
    "7.2-t10": _only("TR", "TH", "TD"),
    "7.2-t11": _some("Table", lambda node: node.kinds.count("THead") > 1),
    "7.2-t12": _some("Table", lambda node: node.kinds.count("TFoot") > 1),
    "7.2-t13": _some("Table", lambda node: "TFoot" in node.kinds and "TBody" not in node.kinds),
    "7.2-t14": _some("Table", lambda node: "THead" in node.kinds and "TBody" not in node.kinds),
    "7.2-t15": lambda p: any(layout.clash for layout in _layouts(p)),
    "7.2-t16": _some("Table", lambda node: "Caption" in node.kinds[1:-1]),
    "7.2-t17": _within("LI", "L"),
    "7.2-t18": _within("LBody", "LI"),
    "7.2-t19": _some("L", lambda node: _odd_kids(node, "L", "LI", "Caption")),
    "7.2-t20": _only("LI", "Lbl", "LBody"),
    "7.2-t21": _speechless("/ActualText"),
    "7.2-t22": _speechless("/Alt"),
    "7.2-t23": _speechless("/E"),
    "7.2-t26": _within("TOCI", "TOC"),
    "7.2-t27": _some("TOC", lambda node: _odd_kids(node, "TOC", "TOCI", "Caption")),
    "7.2-t28": _some("TOC", lambda node: "Caption" in node.kinds[1:]),
    "7.2-t36": _only("THead", "TR"),
    "7.2-t37": _only("TBody", "TR"),
    "7.2-t38": _only("TFoot", "TR"),
    "7.2-t39": _some("Table", lambda node: node.kinds.count("Caption") > 1),
    "7.2-t40": _some("L", lambda node: "Caption" in node.kinds[1:]),
    "7.2-t41": _unlike_columns,
    "7.2-t42": _unlike_rows,
    "7.2-t43": _unlike_rows,
    "7.3-t01": _some("Figure", _silent),
    "7.4.2-t01": _skips,
    "7.4.4-t01": lambda p: any(node.kinds.count("H") > 1 for node in p.nodes),
    "7.4.4-t02": _both_kinds,
    "7.4.4-t03": _both_kinds,
    "7.5-t01": _unconnected,
    "7.5-t02": _unknown_headers,
    "7.7-t01": _some("Formula", _silent),
    "7.9-t01": lambda p: "" in _notes(p),
    "7.9-t02": lambda p: len(set(named := [each for each in _notes(p) if each])) < len(named),
    "7.18.4-t02": _some("Form", _form_of_several),
}
