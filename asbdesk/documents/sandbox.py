"""What a template may do: show fields, ask whether they are known, and go through lists. Nothing else.

The body is read as a syntax tree before it is ever run, and any node that is not on the short list is refused: no
calls, no arithmetic, no subscripts, no attributes but fields. So a template cannot loop for ever, fill the memory or
reach the program. Jinja2's own sandbox stands behind that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

import jinja2
from jinja2 import meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from asbdesk.documents.capitals import within_a_sentence
from asbdesk.documents.dates import long_date, weekday_date
from asbdesk.documents.fields import FIELDS, GROUPS, LISTS

# Private-use characters that bracket the place of a value; a template that holds one is refused.
OPEN, CLOSE = "\ue0f0", "\ue0f1"
VALUES, LANGUAGE, NAMED = (
    "_values",
    "_language",
    "_named",
)  # of the context; the underscore keeps templates from naming them
LOOP_WORDS = frozenset({"first", "last", "index", "length"})
_DEEPEST = 2

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.If,
    nodes.For,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Const,
    nodes.Filter,
    nodes.CondExpr,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """``line`` counts from the body's first line."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact nobody knows: false, empty, unequal to everything, and shown by its label."""

    label: str

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__


@dataclass(frozen=True, slots=True)
class English:
    """Words that a paper in another language has in English: a voice is told so."""

    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one thing, by name, each a value or :class:`Missing`."""

    values: Mapping[str, object]


class _Environment(SandboxedEnvironment):
    """Attributes are fields of a group or the four words about a loop."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Group) and attribute in obj.values:
            return obj.values[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP_WORDS:
            return getattr(obj, attribute)
        raise SecurityError(f"{attribute} is not a field")

    def getitem(self, obj: Any, argument: Any) -> Any:
        raise SecurityError("a template has no subscripts")


@jinja2.pass_context
def _token(context: jinja2.runtime.Context, value: object) -> str:
    """Keeps the value aside and leaves its number: what was typed never meets the Markdown parser."""
    values = cast("list[object]", context[VALUES])
    values.append(value)
    return f"{OPEN}{len(values) - 1}{CLOSE}"


def _known(change: Callable[[Any], object]) -> Callable[[object], object]:
    return lambda value: value if isinstance(value, Missing) else change(value)


@jinja2.pass_context
def _weekday(context: jinja2.runtime.Context, value: object) -> object:
    return weekday_date(value, cast("str", context[LANGUAGE])) if isinstance(value, date) else value


@jinja2.pass_context
def _date(context: jinja2.runtime.Context, value: object) -> object:
    return long_date(value, cast("str", context[LANGUAGE])) if isinstance(value, date) else value


def _one_line(value: object) -> str:
    return ", ".join(map(str, cast("tuple[object, ...]", value))) if isinstance(value, tuple) else str(value)


@jinja2.pass_context
def _within_a_sentence(context: jinja2.runtime.Context, value: object) -> object:
    named = cast("frozenset[str]", context[NAMED])
    return value if isinstance(value, Missing) else within_a_sentence(str(value), named)


FILTERS: Mapping[str, Callable[..., object]] = {
    "date": _date,
    "weekday": _weekday,
    "one_line": _known(_one_line),
    "upper_first": _known(lambda value: str(value)[:1].upper() + str(value)[1:]),
    "lower_first": _within_a_sentence,
    "in_english": _known(lambda value: English(str(value))),
}


@cache
def _environment() -> _Environment:
    made = _Environment(
        undefined=jinja2.StrictUndefined,
        finalize=_token,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    opened = cast("Any", made)
    for everything in (opened.globals, opened.filters, opened.tests):
        everything.clear()
    opened.filters.update(FILTERS)
    return made


@cache
def compiled(body: str) -> jinja2.Template:
    """The body, ready to run. Raises ``jinja2.TemplateSyntaxError``."""
    return _environment().from_string(body)


@cache
def fields_of(body: str) -> frozenset[str]:
    """The groups and lists that the body speaks of. Raises ``jinja2.TemplateSyntaxError``."""
    return frozenset(meta.find_undeclared_variables(_environment().parse(body)))


def check(body: str, asked: frozenset[str], barred: frozenset[str] = frozenset()) -> Fault | None:
    """The first thing in the body that a template may not do, or None. Raises ``jinja2.TemplateSyntaxError``.

    ``asked`` are the names of the template's own questions, ``barred`` the groups and fields that are not for its
    reader.
    """
    for number, line in enumerate(body.split("\n"), 1):
        if OPEN in line or CLOSE in line:
            return Fault(number, "holds a character that is kept for the program's own use.")
    return _Checker(asked, barred).visit(_environment().parse(body), frozenset(), 0)


class _Checker:
    """Walks the tree; ``scope`` are the loop variables in reach, ``depth`` the loops around."""

    def __init__(self, asked: frozenset[str], barred: frozenset[str]) -> None:
        self.asked, self.barred = asked, barred

    def visit(self, node: nodes.Node, scope: frozenset[str], depth: int) -> Fault | None:
        fault = self.fault_of(node, scope, depth)
        if fault:
            return fault
        if isinstance(node, nodes.Getattr):
            return None
        if isinstance(node, nodes.For):
            return self.first([node.iter], scope, depth) or self.first(
                [each for each in (node.test, *node.body, *node.else_) if each],
                scope | {"loop", cast("nodes.Name", node.target).name},
                depth + 1,
            )
        return self.first(list(node.iter_child_nodes()), scope, depth)

    def first(self, found: list[nodes.Node], scope: frozenset[str], depth: int) -> Fault | None:
        return next((fault for node in found if (fault := self.visit(node, scope, depth))), None)

    def fault_of(self, node: nodes.Node, scope: frozenset[str], depth: int) -> Fault | None:
        if not isinstance(node, _ALLOWED):
            return Fault(node.lineno, f"a template may not do this ({type(node).__name__}).")
        match node:
            case nodes.Name(name=name):
                words = self.name_fault(name, scope)
            case nodes.Getattr():
                words = self.field_fault(node, scope)
            case nodes.Filter(name=name):
                words = "" if name in FILTERS and not node.args and not node.kwargs else f"there is no filter {name!r}."
            case nodes.For():
                words = _loop_fault(node, depth)
            case nodes.Output(nodes=shown):
                words = "only fields are shown." if any(isinstance(each, nodes.Const) for each in shown) else ""
            case _:
                words = ""
        return Fault(node.lineno, words) if words else None

    def name_fault(self, name: str, scope: frozenset[str]) -> str:
        if name in scope:
            return ""
        if name in self.barred:
            return _not_for(name)
        return "" if name in LISTS else f"there is no field {name!r}."

    def field_fault(self, node: nodes.Getattr, scope: frozenset[str]) -> str:
        if not isinstance(node.node, nodes.Name):
            return "a field is a group and a name, no more."
        group, attribute = node.node.name, node.attr
        if group == "asked":
            return "" if attribute in self.asked else f"asked.{attribute} is not among the questions."
        if group == "loop" and group in scope:
            return "" if attribute in LOOP_WORDS else f"there is no field 'loop.{attribute}'."
        known = f"{group}.{attribute}" in FIELDS and (group in GROUPS or group in scope)
        if known and group not in scope and {group, f"{group}.{attribute}"} & self.barred:
            return _not_for(f"{group}.{attribute}")
        return "" if known else f"there is no field '{group}.{attribute}'."


def _not_for(field: str) -> str:
    return f"this paper does not know {field!r}, or it is not for its reader. Take it out, or ask a question for it."


def _loop_fault(node: nodes.For, depth: int) -> str:
    if depth >= _DEEPEST or node.recursive:
        return "loops within loops within loops are not allowed."
    match node.iter:
        case nodes.Name(name=listed):
            pass
        case nodes.Getattr(node=nodes.Name(name=group), attr=attribute):
            listed = f"{group}.{attribute}"
        case _:
            return "only a list of the case can be gone through."
    if listed not in LISTS:
        return f"{listed} is no list."
    wanted = LISTS[listed] or "entry"
    target = node.target.name if isinstance(node.target, nodes.Name) else ""
    return "" if target == wanted else f"write: for {wanted} in {listed}."
