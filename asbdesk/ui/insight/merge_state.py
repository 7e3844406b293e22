"""What stands in the merge of two records, without Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from asbdesk.domain.merging import LISTS, told
from asbdesk.domain.people import AddressValues, PersonValues
from asbdesk.domain.when import show_date
from asbdesk.queries.people import PersonPage
from asbdesk.ui.people.state import lived_there


def shown(page: PersonPage, name: str) -> str:
    """What a record says of a field, in words."""
    if name in _LINES:
        return "\n".join(_LINES[name](page.values))
    if name == "born":
        return show_date(page.values.born) if page.values.born else ""
    if name == "interpreter":
        return "needs an interpreter" if page.values.interpreter else ""
    if name == "preferred_format":
        return page.values.preferred_format.label if told(page.values, name) else ""
    return str(told(page.values, name) or "")


def keeps(name: str) -> tuple[tuple[str, str], ...]:
    """What may be kept of a field."""
    sides = (("one", "The left one"), ("other", "The right one"))
    return (("both", "Both"), *sides) if name in LISTS else sides


def _address(each: AddressValues) -> str:
    lines = ", ".join(line.strip() for line in each.lines.splitlines() if line.strip())
    return ", ".join(part for part in (lines, each.postcode, lived_there(each)) if part)


_LINES: Mapping[str, Callable[[PersonValues], Iterable[str]]] = {
    "aliases": lambda values: (each.name for each in values.aliases),
    "addresses": lambda values: (_address(each) for each in values.addresses),
    "contacts": lambda values: (f"{each.value} ({each.safe.label.lower()})" for each in values.contacts),
}
