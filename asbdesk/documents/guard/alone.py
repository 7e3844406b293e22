"""Names by one word or two: a first name, a nickname, letters, all run together, a family, a surname misspelt."""

from __future__ import annotations

from asbdesk.documents.guard.context import before_a_place, in_saying, is_named, is_named_small, is_ordinary, titled
from asbdesk.documents.guard.initials import lettered
from asbdesk.documents.guard.misspelt import nearly
from asbdesk.documents.guard.parts import LEAST_GIVEN, LEAST_SMALL, singulars_of
from asbdesk.documents.guard.people import Kind
from asbdesk.documents.guard.sought import Sought
from asbdesk.documents.guard.words import Words, word_set

_LEAST_JOINED = 5


def unnumbered(word: str) -> str:
    """A word without the figures of a footnote behind it."""
    return word.rstrip("0123456789") if word[-1:].isdigit() else word


def named_alone(words: Words, place: int, person: Sought) -> tuple[int, int, Kind] | None:
    """The first and last word of a name that begins at ``place``, and how it names her; None where none does."""
    if unnumbered(words.folded[place]) in person.joined:
        return place, place, "name"
    halves = _two_halves(words, place, person)
    if halves is not None:
        return place, place + 1, halves
    return (
        _by_letters(words, place, person)
        or _misspelt(words, place, person)
        or _with_another(words, place, person)
        or _by_one_word(words, place, person)
    )


def _with_another(words: Words, place: int, person: Sought) -> tuple[int, int, Kind] | None:
    if _with_letter(words, place, person):
        return place, place + 1, "initials"
    return (place, place + 1, "name") if _with_family_astray(words, place, person) else None


def _by_one_word(words: Words, place: int, person: Sought) -> tuple[int, int, Kind] | None:
    if place and words.folded[place - 1] == "the" and _is_plural(words, place, person):
        return place, place, "surname"
    first = _first_name_astray(words, place, person) or _first_name_alone(words, place, person)
    return (place, place, "first name") if first else None


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


def _is_plural(words: Words, place: int, person: Sought) -> bool:
    """ "the Testwicks", "the Crouches"; misspelt too, with a capital letter."""
    for one in singulars_of(words.folded[place]) if words.folded[place] not in person.surnames_known else ():
        if (one,) in person.families and one not in person.surnames_known:
            return words.capital(place) or not is_ordinary(one)
        if one in person.astray and words.capital(place):
            return True
    return False


def _first_name_astray(words: Words, place: int, person: Sought) -> bool:
    """A long first name one letter wrong, where no title or surname says that it is another's."""
    if words.folded[place] not in person.given_astray or not words.capital(place) or titled(words, place):
        return False
    if before_a_place(words, place):
        return False
    last = place + 1 >= len(words.raw) or not words.near(place) or place in words.owned
    return last or not words.capital(place + 1) or is_ordinary(words.folded[place + 1])


def _with_family_astray(words: Words, place: int, person: Sought) -> bool:
    """A first name that is an everyday word as well, before a surname one letter wrong."""
    word = words.folded[place]
    if word not in person.given or not is_ordinary(word) or place + 1 >= len(words.raw) or not words.near(place):
        return False
    after = words.folded[place + 1]
    if not (words.capital(place) and words.capital(place + 1)) or is_ordinary(after) or after in person.surnames_known:
        return False
    return any(len(form[0]) >= _LEAST_JOINED and nearly(after, form[0]) for form in person.families if len(form) == 1)


def _with_letter(words: Words, place: int, person: Sought) -> bool:
    """The first name with the surname's first letter: "Will P."."""
    word = unnumbered(words.folded[place])
    if word not in person.given | person.short or place in words.owned or place + 1 >= len(words.raw):
        return False
    letter = words.folded[place + 1]
    if len(letter) != 1 or not (words.capital(place) and words.capital(place + 1)) or words.gap(place) != " ":
        return False
    if letter in ("a", "i") and not words.gap(place + 1).startswith("."):
        return False
    others = {family[:1] for given, family in person.whole_known if given == word}
    return letter in {form[0][:1] for form in person.families} - others


def _first_name_alone(words: Words, place: int, person: Sought) -> bool:
    word = unnumbered(words.folded[place])
    if (word not in person.given and word not in person.short) or word in person.first_names_known:
        return False
    if word in person.surnames_known or before_a_place(words, place) or _is_otherwise(words, place):
        return False
    if is_ordinary(word):
        return is_named(words, place, place) or (not words.capital(place) and is_named_small(words, place, place))
    if words.capital(place):
        return True
    if place and words.folded[place - 1] in word_set("pointing") and place not in words.owned:
        return False  # "bring a jack"
    return word not in person.made and len(word) >= (LEAST_GIVEN if word in person.given else LEAST_SMALL)


def _is_otherwise(words: Words, place: int) -> bool:
    """Whether a word is an exhibit's mark, of a saint's name or of a phrase: "JO/3", "St Mary's", "Jack Russell"."""
    return _is_mark(words, place) or _is_saint(words, place) or in_saying(words, place)


def _is_mark(words: Words, place: int) -> bool:
    few = len(words.raw[place]) < LEAST_SMALL and words.raw[place].isupper()
    return few and place + 1 < len(words.raw) and words.gap(place) == "/" and words.raw[place + 1][:1].isdigit()


def _is_saint(words: Words, place: int) -> bool:
    saint = place > 0 and words.folded[place - 1] in ("st", "saint")
    return saint and words.capital(place - 1) and words.near(place - 1)


def _two_halves(words: Words, place: int, person: Sought) -> Kind | None:
    """A name with a blank where none belongs: "Test wick", "Anne Marie"."""
    if place + 1 >= len(words.raw) or not words.capital(place) or not words.near(place) or place in words.owned:
        return None
    whole = words.folded[place] + words.folded[place + 1]
    after_given = place > 0 and words.capital(place - 1) and words.folded[place - 1] in person.given | person.short
    if len(whole) < _LEAST_JOINED or is_ordinary(words.folded[place + 1]) or (is_ordinary(whole) and not after_given):
        return None
    return person.halves.get(whole)
