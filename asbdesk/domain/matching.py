"""Is this the person we know already? Half-spelt names and dates of birth against known people, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA, JaroWinkler

from asbdesk.domain.names import SHORT, Nicknames, PersonName, fold, sound_of, tokens

Key = TypeVar("Key")

PROBABLE = 0.82
"""From this score on it is probably the same person: one letter of four is wrong and the rest agrees.

Measured on 1,964 invented records that are doubled with slips, by names alone: 0.85 finds 77 % of the doubles and
suggests a stranger to 10 %; 0.82 finds 80 % and suggests one to 11 %; 0.80 finds 82 % but suggests one to 12.5 %, twice
as many strangers as doubles more. With dates of birth 0.82 suggests a stranger to one in two hundred.
"""

MOST_WORDS = 12
"""No name has more; a whole account pasted into the search box is not held against everybody, word by word."""

_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "rev", "sir", "master"})


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What the matching needs of a person: the name, then the aliases; the date of birth where it is known."""

    names: tuple[PersonName, ...]
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """``score`` from 0 to 1, and why, in words for the person at the desk. So many typed words are ``left`` over: they
    mean nothing of the name.
    """

    score: float
    reasons: tuple[str, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Key]):
    """A candidate's key with how well it matches."""

    key: Key
    match: Match


def rank(
    query: str,
    query_born: date | None,
    candidates: Iterable[tuple[Key, KnownPerson]],
    known: Nicknames,
    *,
    limit: int = 8,
    at_least: float = 0.4,
) -> list[Ranked[Key]]:
    """The best matches, best first; equal ones keep the order of ``candidates``."""
    found = [Ranked(key, match(query, query_born, person, known)) for key, person in candidates]
    good = [one for one in found if one.match.score >= at_least]
    return sorted(good, key=lambda one: -one.match.score)[:limit]


def match(query: str, query_born: date | None, candidate: KnownPerson, known: Nicknames) -> Match:
    """How likely the typed name and date of birth mean the candidate. A name alone never scores above 0.95."""
    best = Match(0.0)
    for place, name in enumerate(candidate.names):
        found = _name(query, name, known)
        if found.score > best.score:
            reasons = (f"also known as {name.full}", *found.reasons) if place else found.reasons
            best = Match(found.score, reasons, found.left)
    if query_born is None or candidate.born is None:
        return Match(0.95 * best.score, best.reasons, best.left)
    score, birth = _with_birth(best.score, query_born, candidate.born)
    return Match(score, (*best.reasons, birth), best.left)


def _with_birth(name: float, one: date, other: date) -> tuple[float, str]:
    if one == other:
        return 0.35 + 0.65 * name, "same date of birth"
    if _nearly(one, other):
        return 0.2 + 0.75 * name, "nearly the same date of birth"
    return 0.6 * name, "another date of birth"


def _nearly(one: date, other: date) -> bool:
    """One figure differs or two neighbours are swapped, or day and month are."""
    swapped = (one.day, one.month, one.year) == (other.month, other.day, other.year)
    return swapped or OSA.distance(f"{one:%d%m%Y}", f"{other:%d%m%Y}", score_cutoff=1) <= 1


def _name(query: str, name: PersonName, known: Nicknames) -> Match:
    asked, held = _without_titles(tokens(query)), _without_titles(tokens(name.full))
    if not asked or not held:
        return Match(0.0)
    if sorted(asked) == sorted(held):
        return Match(1.0, ("same name",))
    if fold(query).replace(" ", "") == fold(name.full).replace(" ", ""):
        return Match(0.99, ("same name",))
    asked, held = asked[:MOST_WORDS], held[:MOST_WORDS]
    found = _paired(asked, held, known)
    if found.score < 0.9:  # a word may have been cut in two: "O Brien", "Mc Donald"
        for place, variant in _joined(asked):
            if any(_alike(variant[place], word, known)[0] for word in held):
                found = max(found, _paired(variant, held, known), key=_score)
        for place, variant in _joined(held):
            if any(_alike(word, variant[place], known)[0] for word in asked):
                found = max(found, _paired(asked, variant, known), key=_score)
    return found


def _score(found: Match) -> float:
    return found.score


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _TITLES) or words


def _joined(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The words with two neighbours made one, and where that one stands."""
    for place in range(len(words) - 1):
        if min(len(words[place]), len(words[place + 1])) > SHORT:
            continue
        yield place, (*words[:place], words[place] + words[place + 1], *words[place + 2 :])


def _paired(asked: Sequence[str], held: Sequence[str], known: Nicknames) -> Match:
    """Each asked word takes its best free word of the name, the best pairs first. Order does not matter.

    A short form of another name says nothing where a word beside it is strange: "Wendy Quasi" is no Gwen Hypothwaite.
    """
    pairs = [
        (*found, a, h)
        for a, one in enumerate(asked)
        for h, other in enumerate(held)
        if (found := _alike(one, other, known))[0]
    ]
    pairs.sort(key=lambda pair: -pair[0])
    scores, reasons, used, told = [0.0] * len(asked), [""] * len(asked), set[int](), False
    for score, why, a, h in pairs:
        if not scores[a] and h not in used:
            scores[a], reasons[a] = score, why
            used.add(h)
            told = told or asked[a] == held[h] or not known.share(asked[a], held[h])
    weights = [min(len(word), 8) + 2 if len(word) > 1 else 2 for word in asked]
    whole = sum(score * weight for score, weight in zip(scores, weights, strict=True)) / sum(weights)
    left = scores.count(0.0)
    if left and not told:
        return Match(0.0)
    return Match(whole * (0.88 + 0.12 * len(used) / len(held)), tuple(why for why in reasons if why), left)


@lru_cache(maxsize=32768)  # the same few words are held against one another for hundreds of candidates
def _alike(asked: str, held: str, known: Nicknames) -> tuple[float, str]:
    """How alike two folded words are, 0 to 1, and why (no words where they are equal)."""
    if asked == held:
        return 1.0, ""
    if known.share(asked, held):
        return 0.93, f"{asked.title()} can be {held.title()}"
    if min(len(asked), len(held)) == 1:
        return (0.7, f"initial {held[0].upper()}") if asked[0] == held[0] else (0.0, "")
    if held.startswith(asked):
        return 0.8 + 0.15 * len(asked) / len(held), f"{held.title()} begins with {asked.title()}"
    return max(_slipped(asked, held), _near(asked, held))


def _slipped(asked: str, held: str) -> tuple[float, str]:
    """Typing slips. One letter of four (Dean, Sean) says less than one of eight."""
    longest = max(len(asked), len(held))
    slips = OSA.distance(asked, held, score_cutoff=2)
    if slips == 1 and longest >= 4:
        return 1 - 1 / longest, f"{held.title()} is one letter from {asked.title()}"
    if slips == 2 and longest >= 7:
        return 1 - 1.5 / longest, f"{held.title()} is two letters from {asked.title()}"
    if len(asked) >= 4 and OSA.distance(asked, held[: len(asked)], score_cutoff=1) <= 1:
        return 0.72, f"{held.title()} begins nearly as {asked.title()}"
    return 0.0, ""


def _near(asked: str, held: str) -> tuple[float, str]:
    near = JaroWinkler.similarity(asked, held)
    if near < 0.6:
        return 0.0, ""
    sound = sound_of(asked)
    if sound and sound == sound_of(held):
        return 0.85 if len(sound) > 2 else 0.72, f"{held.title()} sounds like {asked.title()}"
    return (0.8 * near, f"{held.title()} is like {asked.title()}") if near >= 0.86 else (0.0, "")
