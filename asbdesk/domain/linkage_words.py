"""Why two records may be one person's, in words for whoever decides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asbdesk.domain.linkage_levels import FIELDS, ORDER


@dataclass(frozen=True, slots=True)
class Reason:
    """A field: how far it agrees, and how much that counts; below 0 it speaks against."""

    label: str
    words: str
    bits: float
    level: int

    @property
    def agrees(self) -> bool:
        """More than strangers' do."""
        return self.level > 0

    @property
    def weight(self) -> str:
        """``counts for much``: what the bits mean to whoever has never heard of them."""
        size = abs(self.bits)
        much = "very much" if size >= 8 else "much" if size >= 4 else "something" if size >= 1.5 else "little"
        return f"counts {'against it' if self.bits < 0 else 'for it'} {much}" if size >= 0.5 else "says little"


def score_words(score: float) -> str:
    """The probability in words."""
    if score >= 0.99:
        return "Almost certainly the same"
    if score >= 0.9:
        return "Very probably the same"
    return "Probably the same" if score >= 0.7 else "Perhaps the same"


def reasons(levels: Sequence[int], bits: Sequence[float]) -> tuple[Reason, ...]:
    """Each field that both records have, those that count most first."""
    told = [
        Reason(field.label, field.words[level], weight, level)
        for place, (field, level, weight) in enumerate(zip(FIELDS, levels, bits, strict=True))
        if level >= 0 and not (place == ORDER and level == 0)
    ]
    return tuple(sorted(told, key=lambda each: -each.bits))


def agreeing(found: Sequence[Reason]) -> str:
    """``date of birth, address (nearly the same)``."""
    return ", ".join(_said(each) for each in found if each.agrees)


def differing(found: Sequence[Reason]) -> str:
    """``given name, telephone``."""
    return ", ".join(each.label for each in found if not each.agrees)


def _said(each: Reason) -> str:
    return each.label if each.words == "same" else f"{each.label} ({each.words})"
