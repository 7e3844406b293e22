"""Names in a text: whole, turned round, with initials, by the first name or a nickname alone, by the surname alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from asbdesk.documents.guard.context import before_a_place, is_named, is_named_small, is_ordinary, titled
from asbdesk.documents.guard.initials import Letters, lettered, letters
from asbdesk.documents.guard.misspelt import astray, spellings
from asbdesk.documents.guard.parts import (
    LEAST_ALONE,
    LEAST_GIVEN,
    LEAST_SMALL,
    diminutives,
    forms_of,
    in_one_word,
    joined_of,
    nicknames_of,
    parts_of,
    with_titles,
)
from asbdesk.documents.guard.people import ClosedPerson, Kind, OpenPerson
from asbdesk.documents.guard.words import Words, word_set, words_of
from asbdesk.reference_data import load_wider_nicknames

_LEAST_JOINED = 5
_MOST_BETWEEN = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """One closed person's names, folded. ``families``: a surname may be several words, or part of one. ``made``: short
    forms that nobody listed. ``astray``: surnames misspelt. ``halves``: what is hers though a blank stands in it.
    ``begin``: each word that one of hers may begin with where no surname is told by what stands around it; any other
    is looked at no further."""

    called: str
    given: frozenset[str]
    short: frozenset[str]
    made: frozenset[str]
    families: tuple[tuple[str, ...], ...]
    initials: frozenset[str]
    joined: frozenset[str]
    title: str
    halves: Mapping[str, Kind] = field(default_factory=dict[str, Kind])
    begin: frozenset[str] = field(default_factory=frozenset[str])
    first_names_known: frozenset[str] = field(default_factory=frozenset[str])
    surnames_known: frozenset[str] = field(default_factory=frozenset[str])
    whole_known: frozenset[tuple[str, str]] = field(default_factory=frozenset[tuple[str, str]])
    titles_known: frozenset[str] = field(default_factory=frozenset[str])
    astray: frozenset[str] = field(default_factory=frozenset[str])
    letters: Letters = field(default_factory=Letters)


@lru_cache(maxsize=512)
def sought(person: ClosedPerson, opened: tuple[OpenPerson, ...]) -> Sought:
    """What to look for, and which of it others, who may be known, are called as well."""
    nicknames = load_wider_nicknames()
    surnames = spellings(person.surname)
    spelt = [(name, surnames[min(n, len(surnames) - 1)]) for each in person.full_names if each.strip()
             for n, name in enumerate(spellings(each))]  # fmt: skip
    parts = [parts_of(name, surname) for name, surname in spelt]
    given = frozenset(word for names, _ in parts for word in names if len(word) >= LEAST_ALONE)
    families = tuple(dict.fromkeys(form for _, family in parts for form in forms_of(family)))
    if person.surname.strip():
        families = tuple(dict.fromkeys((*(form for each in surnames for form in forms_of(each)), *families)))
    plainly = [each for each in opened if not each.whole]
    listed, made = frozenset(nicknames_of(given, nicknames)), frozenset(diminutives(given, nicknames))
    known = [parts_of(name, each.surname) for each in plainly for name in each.full_names]
    first_known = frozenset(word for names, _ in known for word in names)
    last_known = frozenset(word for _, family in known for form in forms_of(family) for word in form)
    whole = frozenset((word, "".join(form)) for names, family in known for form in forms_of(family) for word in names)
    last = {"".join(form) for form in families}
    titles = [each.title.casefold().strip(". ") for each in plainly if _shares(each, last)]
    surnames_known = last_known | {"".join(form) for _, family in known for form in forms_of(family)}
    halves: dict[str, Kind] = dict.fromkeys(given - first_known, "first name")
    halves |= dict.fromkeys(last - surnames_known, "surname")
    short, joined = (listed | made) - given, frozenset((*joined_of(parts), *with_titles(parts)))
    plurals = {f"{form[0]}s" for form in families if len(form) == 1}
    misspelt = frozenset(each for form in families if len(form) == 1 for each in astray(form[0])) - surnames_known
    own_letters = letters(
        [(names, in_one_word(family)) for names, family in parts],
        person.title.casefold().strip(". "),
        [(names, in_one_word(family)) for each in opened for name in each.full_names
         for names, family in [parts_of(name, each.surname)]],
        [(each.title.casefold().strip(". "), in_one_word(each.surname)) for each in plainly],
    )  # fmt: skip
    cut = {whole[:length] for whole in halves for length in range(1, len(whole))}
    return Sought(
        called=person.called,
        given=given,
        short=short,
        made=made - listed,
        families=families,
        initials=frozenset(word[0] for names, _ in parts for word in names if word),
        joined=joined,
        title=person.title.casefold().strip(". "),
        halves=halves,
        begin=frozenset(given | short | joined | plurals | cut | misspelt | {each[0] for each in own_letters.whole})
        | own_letters.families,
        first_names_known=first_known,
        surnames_known=surnames_known,
        whole_known=whole,
        titles_known=frozenset(titles) if all(titles) else frozenset({*titles, "?"}),
        astray=misspelt,
        letters=own_letters,
    )


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
    for place in sorted(place for word in firsts for place in words.at.get(word, ())):
        for form in firsts[words.folded[place]] if place not in taken else ():
            spot = _by_surname(words, place, form, person)
            if spot is not None:
                spots.append(spot)
                taken.update(range(spot[0], spot[1] + 1))
                break
    yield from spots
    begun = {
        place
        for places in (words.at, words.numbered)
        for word in places.keys() & person.begin
        for place in places[word]
    }
    for place in sorted(begun - taken):
        spot = _alone(words, place, words.folded[place], person)
        if spot is not None:
            yield spot


# the surname, with what stands around it


def _by_surname(words: Words, place: int, form: tuple[str, ...], person: Sought) -> tuple[int, int, Kind] | None:
    last = place + len(form) - 1
    if last >= len(words.raw) or tuple(words.folded[place : last + 1]) != form:
        return None
    if any(not words.near(each) for each in range(place, last)):
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
    return not before_a_place(words, max(given, last))


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
    return any(_nearly(word, own) for own in person.given)


def _nearly(word: str, own: str) -> bool:
    from jellyfish import damerau_levenshtein_distance

    same_letters = len(word) >= LEAST_SMALL or sorted(word) == sorted(own)
    return min(len(word), len(own)) >= LEAST_GIVEN and same_letters and damerau_levenshtein_distance(word, own) == 1


def _given_after(words: Words, last: int, person: Sought) -> int | None:
    """The first name behind the surname: "Testwick, Amina"."""
    if last + 1 >= len(words.raw) or last in words.owned:
        return None
    gap = words.gap(last).strip()
    if gap not in (",", "/", "", "(") or not _is_given(words, last + 1, person):
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
        if gap not in ("", ".", "-") or not _are_initials(words, each, person):
            break
        if word in ("a", "i") and gap != "." and not words.capital(each):
            break
        start = each
    return start


def _plainly_initials(words: Words, start: int, place: int, last: int) -> bool:
    """ "M Green" is a name; "A Green" may begin a sentence about a green bin."""
    if words.folded[start] in ("a", "i") and "." not in words.gap(start):
        return is_named(words, start, last)
    return words.capital(start) and words.capital(place) and not before_a_place(words, last)


def _initials_after(words: Words, last: int, person: Sought) -> int | None:
    if last + 1 >= len(words.raw) or last in words.owned or not words.capital(last + 1):
        return None
    gap, after = words.gap(last).strip(), last + 1
    if gap not in ("", ",") or not _are_initials(words, after, person):
        return None
    if not gap and words.folded[after] in ("a", "i"):
        return None if not words.gap(after).startswith(".") else after
    return after


def _are_initials(words: Words, place: int, person: Sought) -> bool:
    """One letter, or a few in capitals, that her names begin with."""
    word = words.folded[place]
    if len(word) == 1:
        return word in person.initials
    few = len(word) < _MOST_BETWEEN and words.raw[place].isupper()
    return few and all(sign in person.initials for sign in word)


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
    if before_a_place(words, last):
        return False
    if _is_plain(form):
        return is_named(words, place, last)
    return len(family) >= LEAST_SMALL or words.capital(place)


# the first name, a nickname, or all run together


def _bare(word: str) -> str:
    return word.rstrip("0123456789") if word[-1:].isdigit() else word


def _alone(words: Words, place: int, word: str, person: Sought) -> tuple[int, int, Kind] | None:
    bare = _bare(word)
    if bare in person.joined:
        return place, place, "name"
    halves = _two_halves(words, place, person)
    if halves is not None:
        return place, place + 1, halves
    spot = _by_letters(words, place, person) or _misspelt(words, place, person)
    if spot is not None:
        return spot
    plural = word.endswith("s") and place and words.folded[place - 1] == "the" and (word[:-1],) in person.families
    if plural and (words.capital(place) or not is_ordinary(word[:-1])):
        return None if word[:-1] in person.surnames_known else (place, place, "surname")
    if _with_letter(words, place, bare, person):
        return place, place + 1, "initials"
    return (place, place, "first name") if _first_name_alone(words, place, bare, person) else None


def _by_letters(words: Words, place: int, person: Sought) -> tuple[int, int, Kind] | None:
    end = lettered(words, place, person.letters)
    return None if end is None else (place, end, "initials")


def _misspelt(words: Words, place: int, person: Sought) -> tuple[int, int, Kind] | None:
    """A surname one letter wrong, where a title, a first name or an initial of hers says that it is one."""
    word = words.folded[place]
    wrong = word in person.astray or (word.endswith("s") and (word[:-1],) in person.families)
    if not (wrong and place and words.near(place - 1)):
        return None
    before = words.folded[place - 1]
    if titled(words, place) and (words.capital(place) or not words.capital(place - 1)):
        return (place, place, "surname") if words.folded[place] in person.astray else None
    if not (words.capital(place) and words.capital(place - 1)):
        return None
    if before in person.given or before in person.short:
        return place - 1, place, "name"
    return (place - 1, place, "initials") if len(before) == 1 and before in person.initials else None


def _with_letter(words: Words, place: int, word: str, person: Sought) -> bool:
    """The first name with the surname's first letter: "Will P."."""
    if word not in person.given | person.short or place in words.owned or place + 1 >= len(words.raw):
        return False
    letter = words.folded[place + 1]
    if len(letter) != 1 or not (words.capital(place) and words.capital(place + 1)) or words.gap(place) != " ":
        return False
    if letter in ("a", "i") and not words.gap(place + 1).startswith("."):
        return False
    others = {family[:1] for given, family in person.whole_known if given == word}
    return letter in {form[0][:1] for form in person.families} - others


def _first_name_alone(words: Words, place: int, word: str, person: Sought) -> bool:
    if word not in person.given and word not in person.short:
        return False
    if _is_mark(words, place):
        return False
    if word in person.first_names_known or word in person.surnames_known or before_a_place(words, place):
        return False
    if is_ordinary(word):
        return is_named(words, place, place) or (not words.capital(place) and is_named_small(words, place, place))
    if words.capital(place):
        return True
    return word not in person.made and len(word) >= (LEAST_GIVEN if word in person.given else LEAST_SMALL)


def _is_mark(words: Words, place: int) -> bool:
    """ "JO/3": an exhibit's mark."""
    few = len(words.raw[place]) < LEAST_SMALL and words.raw[place].isupper()
    return few and place + 1 < len(words.raw) and words.gap(place) == "/" and words.raw[place + 1][:1].isdigit()


def _two_halves(words: Words, place: int, person: Sought) -> Kind | None:
    """A name with a blank where none belongs: "Test wick", "Anne Marie"."""
    if place + 1 >= len(words.raw) or not words.capital(place) or not words.near(place) or place in words.owned:
        return None
    whole = words.folded[place] + words.folded[place + 1]
    after_given = place > 0 and words.capital(place - 1) and words.folded[place - 1] in person.given | person.short
    if len(whole) < _LEAST_JOINED or is_ordinary(words.folded[place + 1]) or (is_ordinary(whole) and not after_given):
        return None
    return person.halves.get(whole)


def _shares(person: OpenPerson, families: set[str]) -> bool:
    return any("".join(form) in families for form in forms_of(person.surname)) if person.surname.strip() else False


def _is_plain(form: tuple[str, ...]) -> bool:
    return all(is_ordinary(word) for word in form)
