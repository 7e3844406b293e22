"""The bundle of an application: which papers, in which order, and what its pages say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MASTER, SERVICE, COMPARISON = "bundle-master", "bundle-service", "bundle-comparison"
"""What stands for a template with the filed sets and the page that compares them."""
SETS = {
    MASTER: "Bundle, master, not redacted",
    SERVICE: "Bundle, service set, redacted",
    COMPARISON: "Comparison of the two sets of the bundle",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the bundle. ``kind`` is papers, officer, statements or exhibits."""

    code: str
    title: str
    kind: str
    templates: tuple[str, ...] = ()
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """The bundle of a jurisdiction: its sections in order, how many copies the court is thought to want, and what an
    exhibit is called there."""

    sections: tuple[Section, ...]
    copies: int
    source: str
    exhibit: str = "exhibit"


@dataclass(frozen=True, slots=True)
class Item:
    """A paper or an exhibit in the bundle. ``key`` is "document-5" or "exhibit-7"; ``dated`` is its date in words;
    ``redacted`` the key of the copy which takes its place in the service set. Papers have no ``mark``, and no
    ``facts``: those stand on an exhibit's sheet."""

    key: str
    section: str
    title: str
    dated: str = ""
    mark: str = ""
    media_type: str = "application/pdf"
    size: int = 0
    redacted: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def is_exhibit(self) -> bool:
        """Whether a sheet stands before it."""
        return self.key.startswith("exhibit-")


def shape(table: Mapping[str, Any], jurisdiction: str) -> Shape:
    """The shape for a jurisdiction, from ``resources/bundle.toml``."""
    own: Mapping[str, Any] = table[jurisdiction]
    rows: Sequence[Mapping[str, Any]] = own.get("section") or table["section"]
    exhibit = str(own.get("exhibit", "exhibit"))
    sections = tuple(
        Section(
            row["code"],
            f"{exhibit.capitalize()}s" if row["kind"] == "exhibits" else row["title"],
            row["kind"],
            tuple(row.get("templates", ())),
            bool(row.get("newest")),
        )
        for row in rows
    )
    return Shape(sections, int(own["copies"]), str(own["copies_source"]), exhibit)


def stamp(page: int, total: int) -> str:
    """What stands at the foot of every page."""
    return f"page {page} of {total}"


def span(first: int, last: int) -> str:
    """The pages of something, as the index gives them: "12" or "12–14"."""
    return str(first) if first == last else f"{first}–{last}"
