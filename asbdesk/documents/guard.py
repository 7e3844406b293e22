"""Before a paper leaves: does it name somebody whom this reader may not know of?

A plain first guard over the words of the paper. It looks for the names, telephones, e-mail and home of each closed
person, folded as a reader would fold them: capitals, accents, spaces and punctuation do not hide a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asbdesk.documents.blocks import plain_text
from asbdesk.documents.paper import Paper

_SHORTEST_NUMBER = 6
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class ClosedPerson:
    """Somebody the reader may not know of. ``called`` is what a message may call them: "Complainant A"."""

    called: str
    full_names: tuple[str, ...] = ()
    surname: str = ""
    telephones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    house: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Leak:
    """``what`` is name, surname, telephone, e-mail or address; ``line`` the line of the paper that holds it."""

    called: str
    what: str
    line: str


def words_of(paper: Paper) -> str:
    """Everything on the paper that somebody may have typed, a line each."""
    officer = paper.officer
    around = (
        *paper.address,
        paper.salutation,
        paper.our_reference,
        paper.your_reference,
        officer.name,
        officer.job_title,
    )
    return "\n".join((paper.title, *around, plain_text(paper.blocks), *paper.enclosures, *paper.copies))


def find_leaks(text: str, closed: Sequence[ClosedPerson], open_surnames: Iterable[str] = ()) -> tuple[Leak, ...]:
    """The places where a closed person shows through. ``open_surnames`` are those of people the reader may know of: a
    surname alone that is one of them is no leak.
    """
    known = {_fold(name) for name in open_surnames}
    lines = [line for line in text.split("\n") if line.strip()]
    return tuple(leak for person in closed for leak in _leaks_of(person, lines, known))


def veiled(text: str, closed: Sequence[ClosedPerson]) -> str:
    """The text with the full names of protected people replaced by what papers call them."""
    for person in closed:
        for name in person.full_names:
            if name.strip():
                text = re.sub(re.escape(name), person.called, text, flags=re.IGNORECASE)
    return text


def veiled_wholly(text: str, closed: Sequence[ClosedPerson], open_surnames: Iterable[str] = ()) -> str:
    """The same, with surnames as well, and their titles: "Mrs Testwick rang" is "Complainant A rang"."""
    known = {_fold(name) for name in open_surnames}
    text = veiled(text, closed)
    for person in closed:
        surname = person.surname.strip()
        if len(_fold(surname)) >= _SHORTEST_NAME and _fold(surname) not in known:
            mask = rf"(?<!\w)(?:(?:Mr|Mrs|Miss|Ms|Mx|Dr)\.? )?{re.escape(surname)}(?!\w)"
            text = re.sub(mask, person.called, text, flags=re.IGNORECASE)
    return text


def home_of(place: str, postcode: str, closed: Sequence[ClosedPerson]) -> ClosedPerson | None:
    """The protected person whose home a place is; None where it is nobody's of them. A postcode may be unknown."""
    folded, code = _fold(place), _postcode(postcode)
    return next(
        (
            person
            for person in closed
            if _fold(person.house)
            and _within(_fold(person.house), folded)
            and (not code or not _postcode(person.postcode) or code == _postcode(person.postcode))
        ),
        None,
    )


def _leaks_of(person: ClosedPerson, lines: Sequence[str], known: set[str]) -> Iterable[Leak]:
    folded = [(line, _fold(line), _digits(line)) for line in lines]
    for what, words, digits in _marks_of(person, known):
        found = (line for line, plain, numbers in folded if _shows(words, plain, digits, numbers))
        yield from (Leak(person.called, what, line) for line in dict.fromkeys(found))
    house, postcode = _fold(person.house), _postcode(person.postcode)
    if house and postcode and all(_within(mark, _fold(" ".join(lines))) for mark in (house, postcode)):
        yield Leak(person.called, "address", next(line for line, plain, _ in folded if _within(postcode, plain)))


def _within(words: str, folded: str) -> bool:
    return f" {words} " in f" {folded} "


def _shows(words: str, folded: str, digits: str, numbers: str) -> bool:
    """The words whole, or the digits of a number."""
    return digits in numbers if digits else _within(words, folded)


def _marks_of(person: ClosedPerson, known: set[str]) -> Iterable[tuple[str, str, str]]:
    """(what it is, folded words, digits) to look for; one of the last two is empty."""
    for name in person.full_names:
        words = _fold(name).split()
        turned = [*words[-1:], *words[:-1]]
        yield from (
            ("name", " ".join(order), "") for order in ([words, turned] if turned != words else [words]) if order
        )
    surname = _fold(person.surname)
    if len(surname) >= _SHORTEST_NAME and surname not in known:
        yield "surname", surname, ""
    for number in person.telephones:
        digits = _digits(number).removeprefix("44").removeprefix("0")
        if len(digits) >= _SHORTEST_NUMBER:
            yield "telephone", "", digits
    yield from (("e-mail", _fold(email), "") for email in person.emails if _fold(email))


def _postcode(text: str) -> str:
    """A postcode with its one space where the Post Office puts it."""
    bare = _fold(text).replace(" ", "")
    return f"{bare[:-3]} {bare[-3:]}" if len(bare) > 4 else ""


def _fold(text: str) -> str:
    """Small letters without accents, a single space for everything between words."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    plain = re.sub(r"['’‘`\u00ad\u200b-\u200f\u2060\ufeff]", "", plain.casefold())
    return " ".join(re.findall(r"\w+", plain))


def _digits(text: str) -> str:
    """The digits of a line, with a bar where something other than a telephone number's own spacing stands."""
    kept = re.sub(r"[\s().\-–/+]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\D+", "|", kept)
