"""The checks of a term: specific, clear, in the person's control, no offence merely repeated, no clash, in proportion.

Each answers findings: what was found, why it matters, and where the rule comes from. Not legal advice: a finding is a
question to whoever drafts, answered by mending the words or with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from difflib import SequenceMatcher

from asbdesk.domain.agreements import blanks
from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.daily_life import DailyValues, Hours, length_of, not_asked, overlap, read_hours
from asbdesk.domain.days import NotADate
from asbdesk.domain.law import Instrument
from asbdesk.domain.law_lengths import lengths
from asbdesk.domain.law_people import Matter, concerning
from asbdesk.domain.law_rules import Span
from asbdesk.domain.orders import DailyKind, SoughtKind
from asbdesk.domain.prohibitions import CheckRules, SoughtValues, content_of, may_hold, whole_words
from asbdesk.domain.readiness_words import cap, depends
from asbdesk.domain.times import read_time
from asbdesk.domain.zones import holds, square_km

_TIME = r"(\d{1,2}(?:[.:]\d{2})?\s?(?:[ap]\.?m\.?)?|noon|midday|midnight)"
_BETWEEN = re.compile(rf"\b(?:between|from)\s+{_TIME}\s+(?:and|to|until)\s+{_TIME}", re.IGNORECASE)
_PERIOD = re.compile(r"\bfor (?:a period of )?(\d+|[a-z-]+) (day|week|month|year)s?\b", re.IGNORECASE)
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty-four": 24,
}  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.;:])\s+")
_OPENING = re.compile(
    r"^(?:(?:he|she|they|i) )?(?:must not|shall not|may not|will not|not to|not|must|will|to) ", re.IGNORECASE
)
_SUPERVISED = re.compile(r"\.? Supervised by [^\n]+$")
_LEAVES = re.compile(r"\b(?:but to|but only to|except|unless|other than)\b(.*)", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"\b[A-Z][\w’'-]+ [A-Z][\w’'-]+\b")
_MONTHS = {"day": 12 / 365.25, "week": 84 / 365.25, "month": 1.0, "year": 12.0}
_SAID: dict[DailyKind, tuple[str, ...]] = {
    DailyKind.HOME: ("home",), DailyKind.WORK: ("work",), DailyKind.SCHOOL: ("school", "college", "training"),
    DailyKind.WORSHIP: ("worship", "church", "mosque", "temple"),
    DailyKind.TREATMENT: ("treatment", "doctor", "clinic"),
    DailyKind.CARE: ("child", "children", "school"), DailyKind.OTHER: (),
}  # fmt: skip
"""By which words a term lets somebody go there all the same."""


@dataclass(frozen=True, slots=True)
class Other:
    """A term that binds the person already: of which order or contract. ``duty``: it is something to do."""

    whose: str
    text: str
    duty: bool


@dataclass(frozen=True, slots=True)
class About:
    """What a term is checked against. ``months``: how long the order is asked for; None: until further order."""

    rules: CheckRules
    instrument: Instrument
    jurisdiction: Jurisdiction
    matter: Matter
    months: int | None = None
    daily: tuple[DailyValues, ...] = ()
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """``key`` names it as long as the same words are found. ``law``: it follows from the law file and may change with
    a date or an age. ``must``: mending alone answers it."""

    key: str
    words: str
    why: str
    source: str
    must: bool = False
    law: bool = False


def check(term: SoughtValues, about: About) -> tuple[Finding, ...]:
    """Everything that is to be asked of a term, the law's own questions first."""
    found = (each for part in _CHECKS for each in part(term, about))
    return tuple({each.key: each for each in found}.values())


def is_zone(term: SoughtValues, rules: CheckRules) -> bool:
    """Does it keep the person out of a place?"""
    if (
        term.kind is not SoughtKind.PROHIBITION
        or rules.find("about-company", term.text)
        or rules.find("group", term.text)
    ):
        return False
    return term.zone is not None or rules.finders["exclusion"].match(bare(term.text)) is not None


def is_curfew(term: SoughtValues, rules: CheckRules) -> bool:
    """Does it keep the person in?"""
    return bool(rules.find("curfew", term.text))


def bare(text: str) -> str:
    """The term from its verb on, without ``Not to``."""
    return _OPENING.sub("", " ".join(text.split()))


def plain(text: str) -> str:
    """The term as it stands beneath “must not” or “must”: from its verb on, with a capital."""
    return cap(bare(text))


def ordered(kind: SoughtKind, text: str, supervisor: str = "") -> str:
    """The term as a sentence of its own in an order, with who supervises it: ``Not to enter Kiln Row.``"""
    said = " ".join(text.split())
    if not (_OPENING.match(said) or said[1:2].isupper()):
        said = f"{'Not to' if kind is SoughtKind.PROHIBITION else 'To'} {said[:1].lower()}{said[1:]}"
    who = supervisor.strip().rstrip(".")
    return f"{said.rstrip('.')}. Supervised by {who}." if who else said


def as_asked(made: Mapping[str, str], draft: Sequence[tuple[SoughtKind, str]]) -> dict[str, int]:
    """Terms of an order that stand in the draft in the same words: number in the order -> place there, from 1. Who
    supervises one is no part of its words: the court may name another."""
    found: dict[str, int] = {}
    for number, text in made.items():
        for place, (kind, asked) in enumerate(draft, 1):
            if place not in found.values() and _said(kind, text) == _said(kind, plain(asked)):
                found[number] = place
                break
    return found


def _said(kind: SoughtKind, text: str) -> str:
    return ordered(kind, _SUPERVISED.sub("", text)).rstrip(".")


def hours_in(text: str) -> tuple[Hours, ...]:
    """The hours that a term names: ``between 9 pm and 7 am``, on every day."""
    found: list[Hours] = []
    for match in _BETWEEN.finditer(text):
        since, to = (_time(words) for words in match.groups())
        if since is not None and to is not None:
            found.append(Hours(frozenset(range(7)), since, to))
    return tuple(found)


def _time(words: str) -> time | None:
    try:
        return read_time(" ".join(words.casefold().replace("a.m", "am").replace("p.m", "pm").rstrip(".").split()))
    except NotADate:
        return None


def _finding(
    about: About, code: str, found: str = "", *, key: str = "", source: str = "", law: bool = False
) -> Finding:
    said = about.rules.checks[code]
    return Finding(
        key=f"{code}:{key}" if key else code,
        words=cap(said.words.format(found=found)),
        why=cap(said.why.format(found=found)),
        source=source or about.rules.sources[said.source],
        must=said.must,
        law=law,
    )


def _each(about: About, code: str, hits: Iterable[str]) -> Iterator[Finding]:
    return (_finding(about, code, hit, key=hit.casefold()) for hit in hits)


# what the law lets it hold


def _by_law(term: SoughtValues, about: About) -> Iterator[Finding]:
    instrument, kind = about.instrument, term.kind
    if not may_hold(instrument, kind):
        other = SoughtKind.PROHIBITION if kind is SoughtKind.REQUIREMENT else SoughtKind.REQUIREMENT
        row = content_of(instrument, other.value)
        section = row.section if row else instrument.section
        yield _finding(about, kind.value, instrument.short, source=section, law=True)
    elif kind is SoughtKind.REQUIREMENT and not term.supervisor.strip() and instrument.kind != "notice":
        row = content_of(instrument, kind.value)
        yield _finding(about, "supervisor", source=row.section if row else "")
    yield from _period(term, about)


def _period(term: SoughtValues, about: About) -> Iterator[Finding]:
    match = _PERIOD.search(term.text)
    asked = _months_in(match) if match else 0.0
    if match is None or not asked:
        return
    for each in lengths(about.instrument, about.matter):
        most = each.rule.most
        if most is not None and asked > _months(most) + _SLACK:
            told = f"{match[0].removeprefix('for ')}, and the most is {most.words}"
            told = told if each.sure else f"{told}. {depends(each, about.matter).rstrip('.')}"
            yield _finding(about, "period", told, source=each.rule.section, law=True)
            return
    if about.months is not None and asked > about.months + _SLACK:
        told = f"{match[0].removeprefix('for ')}, and the order is asked for {about.months} months"
        yield _finding(about, "period", told, source=about.rules.sources["practice"])


_SLACK = 0.05
"""A day or so: a month of 31 days is no longer than a month."""


def _months_in(match: re.Match[str]) -> float:
    said = match[1].casefold()
    count = int(said) if said.isdecimal() else _NUMBERS.get(said, 0)
    return count * _MONTHS[match[2].casefold()]


def _months(span: Span) -> float:
    days = span.days + span.hours / 24 + span.weeks * 7
    return span.years * 12 + span.months + days * _MONTHS["day"]


# clear and specific


def _clear(term: SoughtValues, about: About) -> Iterator[Finding]:
    rules, text = about.rules, term.text
    if gaps := blanks(text):
        yield _finding(about, "blank", ", ".join(gaps))
    plain = re.sub(r"\[[^\]]*\]", "", text)
    yield from _each(about, "vague", rules.find("vague", plain))
    yield from _each(about, "legalese", rules.find("legalese", plain))
    yield from _each(about, "double", rules.find("double", bare(plain)))
    longest = max((len(part.split()) for part in _SENTENCE.split(text)), default=0)
    if longest > rules.limits.longest_sentence:
        yield _finding(about, "long", str(longest))
    if term.kind is SoughtKind.PROHIBITION:
        yield from _each(about, "positive", rules.find("positive", bare(plain)))


def _specific(term: SoughtValues, about: About) -> Iterator[Finding]:
    rules, text = about.rules, term.text
    nowhere = term.kind is SoughtKind.REQUIREMENT or rules.find("nowhere", text) or term.zone is not None
    if not nowhere and not _somewhere(text, rules) and not blanks(text):
        yield _finding(about, "place")
    if is_curfew(term, rules) and not hours_in(text) and not blanks(text):
        yield _finding(about, "time")
    if rules.find("about-company", text) and not rules.find("group", text) and not _people(text, rules):
        found = rules.find("company", text)
        if found or not blanks(text):
            yield _finding(about, "company", found[0] if found else "they")


def _somewhere(text: str, rules: CheckRules) -> bool:
    """Does it say where: with a word for a place, or with a place's name?"""
    return bool(rules.find("place", text) or rules.find("named-place", text))


def _people(text: str, rules: CheckRules) -> list[str]:
    """Names in it that are not those of places."""
    return [name for name in _NAME.findall(text) if not rules.find("place", name)]


# fair


def _fair(term: SoughtValues, about: About) -> Iterator[Finding]:
    rules, text = about.rules, term.text
    yield from _each(about, "control", rules.find("control", text))
    yield from _each(about, "punitive", rules.find("punitive", text))
    for offence in rules.offences:
        hit = whole_words(offence.words).search(text)
        if hit and term.kind is SoughtKind.PROHIBITION:
            law = offence.law[about.jurisdiction.value]
            source = f"{rules.sources['practice']}. {cap(offence.offence)}: {law} (from general knowledge: check)"
            yield _finding(about, "offence", hit[0], key=hit[0].casefold(), source=source)
    if not term.reason.strip():
        yield _finding(about, "necessary")
    if not term.answers:
        yield _finding(about, "answers")


def _proportionate(term: SoughtValues, about: About) -> Iterator[Finding]:
    rules, limits = about.rules, about.rules.limits
    if is_zone(term, rules) and (term.zone is None or not term.zone.mapped):
        row = content_of(about.instrument, "exclusion")
        yield _finding(about, "map", source=row.section if row and row.from_age is None else "")
    if term.zone is not None and (size := square_km(term.zone.ring)) > limits.largest_zone_km2:
        yield _finding(about, "large", f"{size:.1f}")
    if is_zone(term, rules) or is_curfew(term, rules):
        yield from _each(about, "everywhere", rules.find("everywhere", term.text))
    if is_curfew(term, rules):
        longest = max((length_of(span) for span in hours_in(term.text)), default=0)
        if longest > limits.longest_curfew_hours * 60:
            yield _finding(about, "curfew", f"{longest / 60:g}")


# daily life, other orders


def _daily(term: SoughtValues, about: About) -> Iterator[Finding]:
    if not is_zone(term, about.rules) and not is_curfew(term, about.rules):
        return
    if missing := not_asked(each.kind for each in about.daily):
        yield _finding(about, "unasked", ", ".join(kind.label.lower() for kind in missing))
    for each in about.daily:
        if not each.none and not _leaves(term.text, each):
            yield from _clash(term, about, each)


def _clash(term: SoughtValues, about: About, each: DailyValues) -> Iterator[Finding]:
    what = f"{each.kind.label.lower()} ({each.place})"
    key = f"{each.kind.value}-{each.place.casefold()}"
    ring = term.zone.ring if term.zone else ()
    within = ring and each.point is not None and holds(ring, each.point)
    streets = term.zone.streets if term.zone else ""
    named = not ring and _shared(f"{term.text} {streets}", each.place, about.rules)
    if within and each.kind is DailyKind.HOME:
        yield from _home(about)
    if within:
        yield _finding(about, "inside", what, key=key)
    elif ring and each.point is None:
        yield _finding(about, "unplaced", what, key=key)
    elif named:
        yield _finding(about, "named", what, key=key)
    hours = hours_in(term.text)
    if hours and each.hours and each.kind is not DailyKind.HOME and overlap(hours, read_hours(each.hours)):
        yield _finding(about, "hours", f"{each.kind.label.lower()} ({each.hours})", key=key)


def _home(about: About) -> Iterator[Finding]:
    """What the law says of shutting somebody out of the home, by the age."""
    rows = [row for row in about.instrument.contents if row.kind == "exclusion" and row.from_age is not None]
    held = {each.rule: each for each in concerning(rows, about.matter)}
    for row in rows:
        each = held.get(row)
        told = row.words if each is None or each.sure else f"{row.words}. {depends(each, about.matter)}"
        told = told if each is not None else f"{row.words}: this person is too young"
        yield _finding(about, "home", told, source=row.section, law=True)


def _leaves(text: str, each: DailyValues) -> bool:
    """Does the term itself let the person go there?"""
    left = _LEAVES.search(text)
    if left is None:
        return False
    said = left[1].casefold()
    return any(word in said for word in _SAID[each.kind]) or each.place.casefold() in said


def _shared(text: str, place: str, rules: CheckRules) -> bool:
    """Do both name the same street or building?"""
    names = (name for name in _NAME.findall(place) if rules.find("place", name))
    return any(name.casefold() in text.casefold() for name in names)


def _others(term: SoughtValues, about: About) -> Iterator[Finding]:
    limiting = is_zone(term, about.rules) or is_curfew(term, about.rules)
    mine = bare(term.text).casefold()
    for other in about.others:
        key = f"{other.whose}-{other.text[:40]}".casefold()
        if other.duty and limiting and _hinders(term, other, about.rules):
            yield _finding(about, "others", f"{other.whose} (“{other.text}”)", key=key)
        alike = SequenceMatcher(None, mine, bare(other.text).casefold()).ratio() * 100
        if other.duty is (term.kind is SoughtKind.REQUIREMENT) and alike >= about.rules.limits.alike_percent:
            yield _finding(about, "repeated", other.whose, key=key)


def _hinders(term: SoughtValues, other: Other, rules: CheckRules) -> bool:
    streets = f"{term.text} {term.zone.streets}" if term.zone else term.text
    mine, theirs = hours_in(term.text), hours_in(other.text)
    return _shared(streets, other.text, rules) or bool(mine and theirs and overlap(mine, theirs))


_CHECKS: tuple[Callable[[SoughtValues, About], Iterable[Finding]], ...] = (
    _by_law, _clear, _specific, _fair, _proportionate, _daily, _others,
)  # fmt: skip
