"""What an order may ask for: the library to start from, and the words, numbers and sources that the checks go by.

``resources/prohibitions.toml`` and ``resources/prohibition-checks.toml`` hold them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_rules import Content
from asbdesk.domain.orders import SoughtKind
from asbdesk.domain.zones import Zone, check_zone
from asbdesk.errors import InvalidField

_T = TypeVar("_T")

LONGEST_TERM = 900
"""So many characters of a term still fit one clause of a paper."""


@dataclass(frozen=True, slots=True)
class SoughtValues:
    """A term of the draft order as its form holds it. ``answers``: the allegations that it answers, by id."""

    kind: SoughtKind
    text: str
    reason: str = ""
    supervisor: str = ""
    zone: Zone | None = None
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryProhibition:
    """A term to start from. ``zone``: it wants a map. Empty ``jurisdictions`` or ``instruments``: everywhere."""

    behaviour: str
    kind: SoughtKind
    text: str
    zone: bool = False
    jurisdictions: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckWords:
    """What a check says: ``words`` with ``{found}``, why it is asked, whence. ``must``: only mending answers it."""

    words: str
    why: str
    source: str
    must: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of the checks."""

    longest_sentence: int
    largest_zone_km2: float
    longest_curfew_hours: int
    alike_percent: int


@dataclass(frozen=True, slots=True)
class Offence:
    """What the criminal law forbids already, and where, by jurisdiction."""

    words: tuple[str, ...]
    offence: str
    law: Mapping[str, str]


@dataclass(frozen=True)
class CheckRules:
    """The whole file, read once."""

    sources: Mapping[str, str]
    checks: Mapping[str, CheckWords]
    limits: Limits
    words: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, tuple[str, ...]]
    offences: tuple[Offence, ...]

    @cached_property
    def finders(self) -> Mapping[str, re.Pattern[str]]:
        """A pattern for each list of words, and each list of patterns."""
        words = {name: whole_words(listed) for name, listed in self.words.items()}
        return words | {name: re.compile("|".join(listed), re.IGNORECASE) for name, listed in self.patterns.items()}

    def find(self, name: str, text: str) -> tuple[str, ...]:
        """What of that list stands in the text, as it stands there, once each."""
        hits = (found[0] for found in self.finders[name].finditer(text))
        return tuple({hit.casefold(): hit for hit in hits}.values())


def whole_words(listed: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these words or phrases, the longest first, whatever their case and blanks."""
    ordered = sorted(listed, key=len, reverse=True)
    phrases = (r"\s+".join(re.escape(part) for part in words.split()) for words in ordered)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(phrases)})(?![\w-])", re.IGNORECASE)


def library(content: Mapping[str, Any]) -> tuple[LibraryProhibition, ...]:
    """The terms of the library's TOML content, in its order. Raises ``ValueError`` for an unknown kind."""
    return tuple(
        LibraryProhibition(
            each["behaviour"],
            SoughtKind(each["kind"]),
            each["text"],
            each.get("zone", False),
            tuple(each.get("jurisdictions", ())),
            tuple(each.get("instruments", ())),
        )
        for each in content["terms"]
    )


_LISTS = (
    "vague", "legalese", "double", "control", "company", "nowhere", "group", "positive", "punitive", "exclusion",
    "curfew", "place", "named-place",
)  # fmt: skip
"""The tables of words, or of patterns."""


def check_rules(content: Mapping[str, Any]) -> CheckRules:
    """The checks' TOML content. Raises ``KeyError`` or ``TypeError`` for one that is not whole."""
    lists: dict[str, Any] = {name: content[name] for name in _LISTS}
    words = {name: tuple(table["words"]) for name, table in lists.items() if "words" in table}
    words["about-company"] = tuple(content["company"]["about"])
    words["everywhere"] = tuple(content["place"]["everywhere"])
    return CheckRules(
        sources=dict(content["sources"]),
        checks={code: CheckWords(**table) for code, table in content["checks"].items()},
        limits=Limits(**content["limits"]),
        words=words,
        patterns={name: tuple(table["patterns"]) for name, table in lists.items() if "patterns" in table},
        offences=tuple(Offence(tuple(o["words"]), o["offence"], o["law"]) for o in content["offences"]),
    )


def offered(
    terms: Iterable[LibraryProhibition], instrument: Instrument, jurisdiction: Jurisdiction
) -> tuple[LibraryProhibition, ...]:
    """Those that fit the order: a requirement only where its law knows requirements."""
    return tuple(
        term
        for term in terms
        if may_hold(instrument, term.kind)
        and (not term.jurisdictions or jurisdiction.value in term.jurisdictions)
        and (not term.instruments or instrument.code in term.instruments)
    )


def in_draft(terms: Iterable[_T], kind_of: Callable[[_T], SoughtKind]) -> list[_T]:
    """As a draft order has them: what is forbidden, then what is required, each in the order given."""
    kinds = list(SoughtKind)
    return sorted(terms, key=lambda term: kinds.index(kind_of(term)))


def may_hold(instrument: Instrument, kind: SoughtKind) -> bool:
    """May the order hold such a term? Where the law file says nothing of its contents, a prohibition may stand."""
    known = {content.kind for content in instrument.contents} & {each.value for each in SoughtKind}
    return kind.value in known if known else kind is SoughtKind.PROHIBITION


def content_of(instrument: Instrument, kind: str) -> Content | None:
    """The law file's row on that kind of content."""
    return next((content for content in instrument.contents if content.kind == kind), None)


def check_values(values: SoughtValues) -> None:
    """Raises :class:`InvalidField` for a term that cannot be kept."""
    if not values.text.strip():
        raise InvalidField("text", "Write what the person must not do, or must do.")
    if len(values.text) > LONGEST_TERM:
        raise InvalidField("text", f"A term has at most {LONGEST_TERM} characters: make two of it.")
    if values.zone is not None:
        check_zone(values.zone)
