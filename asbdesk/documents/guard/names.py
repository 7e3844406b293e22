"""Names in a text: whole, turned round, with initials, by the surname alone; by less in ``alone``."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from itertools import product

from asbdesk.documents.guard.alone import family_by_title, named_alone, nearly_named, unnumbered
from asbdesk.documents.guard.context import (
    among_places,
    before_a_place,
    in_saying,
    is_a_place,
    is_named,
    is_named_small,
    is_named_town,
    is_ordinary,
    opens_a_name,
    titled,
)
from asbdesk.documents.guard.misspelt import nearly
from asbdesk.documents.guard.parts import LEAST_ALONE, LEAST_GIVEN, parts_of
from asbdesk.documents.guard.people import Kind, OpenPerson
from asbdesk.documents.guard.sought import Sought
from asbdesk.documents.guard.words import Words, word_set, words_of
from asbdesk.reference_data import load_wider_nicknames

_MOST_BETWEEN = 4
_TURNED = frozenset({",", ";", "/", "", "(", "-", "–", "_"})
"""What stands between a surname and the first name behind it."""


def others_in(words: Words, opened: tuple[OpenPerson, ...]) -> frozenset[int]:
    """The words that are part of the whole name of somebody who may be known."""
    wanted = _whole_names(opened)
    found: set[int] = set()
    for word in words.at.keys() & wanted.keys():
        for place, form in product(words.at[word], wanted[word]):
            last = place + len(form) - 1
            if tuple(words.folded[place : last + 1]) == form and all(words.near(n) for n in range(place, last)):
                found.update(range(place, last + 1))
    return frozenset(found)


@lru_cache(maxsize=64)
def _whole_names(opened: tuple[OpenPerson, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Whole names as they may be written, by their first word: with every first name or one, with initials, a title."""
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for person in opened:
        for name in person.full_names:
            given, surname = parts_of(name, person.surname)
            family = tuple(words_of(surname).folded)
            if not given or not family:
                continue
            titles = word_set("titles") if person.whole else ()
            forms = {given + family, (given[0], *family), (*(word[0] for word in given), *family),
                     (given[0][0], *family), (*family, given[0]), *((title, *family) for title in titles)}  # fmt: skip
            for form in forms:
                found.setdefault(form[0], {})[form] = None
    return {word: tuple(forms) for word, forms in found.items()}


def found_in(words: Words, person: Sought, others: frozenset[int] = frozenset()) -> Iterator[tuple[int, int, Kind]]:
    """The first and last word of each place where the person is named, and how. ``others``: words that name somebody
    else."""
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for form in person.families:
        firsts.setdefault(form[0], []).append(form)
    taken = set(others)
    spots: list[tuple[int, int, Kind]] = []
    begun = (place for places in (words.at, words.numbered) for word in firsts for place in places.get(word, ()))
    for place in sorted(begun):
        for form in firsts[_known_as(words.folded[place], firsts)] if place not in taken else ():
            spot = _by_surname(words, place, form, person)
            if spot is not None:
                spots.append(spot)
                taken.update(range(spot[0], spot[1] + 1))
                break
    yield from spots
    begun = {
        place
        for places in (words.at, words.numbered)
        for word in person.begin.intersection(places)
        for place in places[word]
    }
    for place in sorted(begun - taken):
        spot = named_alone(words, place, person)
        if spot is not None:
            yield spot
    yield from _nearly(words, person, taken, begun)


def _nearly(words: Words, person: Sought, taken: set[int], begun: set[int]) -> Iterator[tuple[int, int, Kind]]:
    """Names with any letter wrong, which no list has."""
    for place in _behind_titles(words) if person.families else ():
        if place not in taken and family_by_title(words, place, person):
            yield place, place, "surname"
    for place in sorted(words.strange - taken - begun):
        kind = nearly_named(words, place, person)
        if kind is not None:
            yield place, place, kind


def _behind_titles(words: Words) -> Iterator[int]:
    for place in (place for title in words.at.keys() & word_set("titles") for place in words.at[title]):
        behind = place + 1
        while behind < len(words.raw) and len(words.raw[behind]) == 1 and words.capital(behind):
            behind += 1
        if behind < len(words.raw):
            yield behind


# the surname, with what stands around it


def _by_surname(words: Words, place: int, form: tuple[str, ...], person: Sought) -> tuple[int, int, Kind] | None:
    last = place + len(form) - 1
    if last >= len(words.raw) or (*words.folded[place:last], _known_as(words.folded[last], form)) != form:
        return None
    if any(not (words.near(each) or _is_cut_off(words, each)) for each in range(place, last)):
        return None
    family = "".join(form)
    start = _given_before(words, place, person)
    if start is not None and _counts(words, start, place, last, family, person):
        return start, last, "name"
    end = _given_after(words, last, person)
    if end is not None and _counts(words, end, place, last, family, person):
        return place, end, "name"
    return _with_initials(words, place, last, form, person) or (
        (place, last, "surname") if _surname_alone(words, place, last, form, person) else None
    )


def _is_cut_off(words: Words, place: int) -> bool:
    """ "O' Dowd"."""
    return len(words.raw[place]) == 1 and words.gap(place) in ("' ", "’ ")


def _known_as(word: str, known: Container[str]) -> str:
    """A word without the figures of a footnote behind it, where it is known so."""
    return word if word in known else unnumbered(word)


def _with_initials(
    words: Words, place: int, last: int, form: tuple[str, ...], person: Sought
) -> tuple[int, int, Kind] | None:
    family, start, end = "".join(form), _initials_before(words, place, person), _initials_after(words, last, person)
    if start is not None and not _known_by(words.folded[start][0], family, person):
        plain = _is_plain(form)
        if not plain or _plainly_initials(words, start, place, last):
            return start, last, "initials"
    if end is not None and not _known_by(words.folded[last + 1][0], family, person):
        return place, end, "initials"
    return None


def _counts(words: Words, given: int, place: int, last: int, family: str, person: Sought) -> bool:
    """Whether a first name with the surname is hers: nobody open bears both; everyday words want a capital letter."""
    if (words.folded[given], family) in person.whole_known:
        return False
    both = (words.folded[given], *words.folded[place : last + 1])
    if not all(is_ordinary(word) for word in both):
        return True
    if not (words.capital(given) and words.capital(place)):
        first, end = min(given, place), max(given, last)
        return bool(titled(words, first)) or words.gap(first) in ("_", ".") or is_named_small(words, first, end)
    return not (before_a_place(words, max(given, last)) or among_places(words, max(given, last)))


def _given_before(words: Words, place: int, person: Sought) -> int | None:
    """Where a first name stands before the surname; other names of hers, initials, and one that is not known of her
    may stand between."""
    earliest, strange = None, False
    for each in range(place - 1, max(-1, place - 1 - _MOST_BETWEEN), -1):
        if not words.near(each) or each in words.owned:
            break
        word = words.folded[each]
        if _is_given(words, each, person):
            earliest = each
        elif not (len(word) == 1 and word in person.initials):
            if strange or earliest is not None or not words.capital(each) or is_ordinary(word):
                break
            strange = True
    return earliest


def _is_given(words: Words, place: int, person: Sought) -> bool:
    """Whether a word beside the surname is her first name, with one letter wrong where no other name is meant."""
    word = words.folded[place]
    if word in person.given or word in person.short:
        return True
    if not words.capital(place) or is_ordinary(word) or word in person.first_names_known:
        return False
    if len(word) < LEAST_GIVEN or load_wider_nicknames().of(word):
        return False
    return any(nearly(word, own) for own in person.given)


def _given_after(words: Words, last: int, person: Sought) -> int | None:
    """The first name behind the surname: "Testwick, Amina"."""
    if last + 1 >= len(words.raw) or last in words.owned:
        return None
    gap = words.gap(last).strip()
    if gap not in _TURNED or not _is_given(words, last + 1, person):
        return None
    if not gap and is_ordinary(words.folded[last + 1]) and not words.capital(last + 1):
        return None
    end = last + 1
    while end + 1 < len(words.raw) and words.near(end) and words.folded[end + 1] in person.given:
        end += 1
    begins_another = end + 1 < len(words.raw) and words.near(end) and words.folded[end + 1] == words.folded[last]
    return None if begins_another else end


def _initials_before(words: Words, place: int, person: Sought) -> int | None:
    start = None
    for each in range(place - 1, max(-1, place - 1 - _MOST_BETWEEN), -1):
        gap = words.gap(each).strip()
        word = words.folded[each]
        if gap not in ("", ".", "-"):
            break
        if not _are_initials(words, each, person):
            if len(word) == 1 and words.capital(each):
                continue  # of another first name, which nobody noted
            break
        if word in ("a", "i") and gap != "." and not words.capital(each):
            break
        start = each
    return start


def _plainly_initials(words: Words, start: int, place: int, last: int) -> bool:
    """ "M Green" is a name, and "told m green"; "A Green" may begin a sentence about a green bin."""
    if words.folded[start] in ("a", "i") and "." not in words.gap(start):
        return words.capital(place) and is_named(words, start, last)
    if before_a_place(words, last):
        return False
    return words.capital(place) if words.capital(start) else opens_a_name(words, start)


def _initials_after(words: Words, last: int, person: Sought) -> int | None:
    if last + 1 >= len(words.raw) or last in words.owned or not words.capital(last + 1):
        return None
    gap, after = words.gap(last).strip(), last + 1
    if gap not in ("", ",") or not _are_initials(words, after, person):
        return None
    if not gap and words.folded[after] in ("a", "i"):
        return after if words.gap(after).startswith((".", ",", ";", ")")) and not is_a_place(words, last) else None
    return after


def _are_initials(words: Words, place: int, person: Sought) -> bool:
    """One letter that a name of hers begins with, or a few in capitals of which the first is one."""
    word = words.folded[place]
    if len(word) == 1:
        return word in person.initials
    few = len(word) < LEAST_GIVEN and words.raw[place].isupper() and word not in word_set("titles")
    few = few or (len(word) < _MOST_BETWEEN and all(sign in person.initials for sign in word))
    return few and word.isalpha() and words.raw[place].isupper() and word[0] in person.initials


def _known_by(initial: str, family: str, person: Sought) -> bool:
    """Whether somebody open has this initial and this surname."""
    return any(given[:1] == initial and surname == family for given, surname in person.whole_known)


def _surname_alone(words: Words, place: int, last: int, form: tuple[str, ...], person: Sought) -> bool:
    family = "".join(form)
    if len(family) < LEAST_ALONE:
        return False
    if family in person.surnames_known or set(form) <= person.surnames_known:
        title = titled(words, place)
        return bool(title) and title == person.title and not {title, "?"} & person.titles_known
    if before_a_place(words, last) or (in_saying(words, place) and not titled(words, place)):
        return False
    if word_set("towns").issuperset(form):
        return is_named_town(words, place, last)
    if _is_plain(form):
        return is_named(words, place, last)
    return len(family) >= LEAST_GIVEN or words.capital(place)


def _is_plain(form: tuple[str, ...]) -> bool:
    return all(is_ordinary(word) for word in form)
