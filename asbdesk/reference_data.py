"""The program's own lists, read once from ``resources``."""

from __future__ import annotations

import tomllib
from functools import cache

from asbdesk.domain.agreements import LibraryTerm, library_terms
from asbdesk.domain.categories import Categories, categories
from asbdesk.domain.law import Instrument, instruments
from asbdesk.domain.names import Nicknames, nicknames
from asbdesk.domain.standards import Standard, standards
from asbdesk.paths import resource


@cache
def load_categories() -> Categories:
    """The kinds of incident, from ``resources/categories.toml``."""
    return categories(tomllib.loads(resource("categories.toml").read_text(encoding="utf-8")))


@cache
def load_nicknames() -> Nicknames:
    """Short forms of given names, from ``resources/nicknames.toml``."""
    return nicknames(tomllib.loads(resource("nicknames.toml").read_text(encoding="utf-8"))["names"])


@cache
def load_law(jurisdiction: str) -> tuple[Instrument, ...]:
    """The instruments of a jurisdiction, from ``resources/law``."""
    return instruments(tomllib.loads(resource("law", f"{jurisdiction}.toml").read_text(encoding="utf-8")))


@cache
def load_contract_terms() -> tuple[LibraryTerm, ...]:
    """Terms to start a contract from, from ``resources/contract-terms.toml``."""
    return library_terms(tomllib.loads(resource("contract-terms.toml").read_text(encoding="utf-8")))


@cache
def load_standards() -> tuple[Standard, ...]:
    """The service standards as shipped, from ``resources/standards``."""
    return standards(tomllib.loads(resource("standards", "standards.toml").read_text(encoding="utf-8")))
