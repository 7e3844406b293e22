"""Names by one word or two: a first name, a nickname, letters, all run together, a family, a surname misspelt."""

from __future__ import annotations

from asbdesk.documents.guard.context import before_a_place, in_saying, is_named, is_named_small, is_ordinary, titled
from asbdesk.documents.guard.initials import lettered
from asbdesk.documents.guard.misspelt import alike, nearly
from asbdesk.documents.guard.parts import LEAST_GIVEN, LEAST_SMALL, singulars_of
from asbdesk.documents.guard.people import Kind
from asbdesk.documents.guard.sought import Sought
from asbdesk.documents.guard.words import Words, word_set
from asbdesk.reference_data import load_wider_nicknames

_LEAST_JOINED, _LEAST_NEAR = 5, 7


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
    if not _with_family_astray(words, place, person):
        return None
    return place, place + 1, "initials" if len(words.raw[place]) == 1 else "name"


def _by_one_word(words: Words, place: int, person: Sought) -> tuple[int, int, Kind] | None:
    family = place and words.folded[place - 1] == "the" and not before_a_place(words, place)
    if family and _is_plural(words, place, person):
        return place, place, "surname"
    if _astray(words, place, person.astray):
        return place, place, "surname"
    first = _astray(words, place, person.given_astray) or _first_name_alone(words, place, person)
    return (place, place, "first name") if first else None


def _by_letters(words: Words, place: int, person: Sought) -> tuple[int, int, Kind] | None:
    end = lettered(words, place, person.letters)
    return None if end is None else (place, end, "initials")


def _misspelt(words: Words, place: int, person: Sought) -> tuple[int, int, Kind] | None:
    """A surname one letter wrong, where a title, a first name or an initial of hers says that it is one."""
    word = words.folded[place]
    wrong = word in person.astray or (word.endswith("s") and (word[:-1],) in person.families)
    start = _over_particles(words, place)
    if not (wrong and start and words.near(start - 1)):
        return None
    before = words.folded[start - 1]
    if titled(words, start) and (words.capital(place) or not words.capital(start - 1)):
        return (place, place, "surname") if word in person.astray or _owns(words, place) else None
    if not (words.capital(place) and words.capital(start - 1)):
        return None
    if before in person.given or before in person.short or any(nearly(before, own) for own in person.given):
        return start - 1, place, "name"
    return (start - 1, place, "initials") if len(before) == 1 and before in person.initials else None


def _over_particles(words: Words, place: int) -> int:
    """Where a surname begins that has "van" or "Al-" before its last word."""
    while place and words.folded[place - 1] in word_set("particles") and words.near(place - 1):
        place -= 1
    return place


def _owns(words: Words, place: int) -> bool:
    """Whether an "s" without its apostrophe says whose something is: "Mr Testwicks door"."""
    if place + 1 >= len(words.raw) or words.gap(place) != " " or words.capital(place + 1):
        return False
    after = words.folded[place + 1]
    return after not in word_set("going_on") and after not in word_set("says") and not after.endswith("ed")


def _is_plural(words: Words, place: int, person: Sought) -> bool:
    """ "the Testwicks", "the Crouches"; misspelt too, with a capital letter."""
    for one in singulars_of(words.folded[place]) if words.folded[place] not in person.surnames_known else ():
        if (one,) in person.families and one not in person.surnames_known:
            return words.capital(place) or not is_ordinary(one)
        if one in person.astray and words.capital(place):
            return True
    return False


def _astray(words: Words, place: int, wrong: frozenset[str]) -> bool:
    """A name one letter wrong, where no title, first name or surname says that it is another's."""
    return words.folded[place] in wrong and words.capital(place) and _is_by_itself(words, place)


def nearly_named(words: Words, place: int, person: Sought) -> Kind | None:
    """How a long word with a capital letter names her by a first name, or a family, with any one letter wrong."""
    word = words.folded[place]
    if words.folded[place - 1 : place] == ["the"]:
        near = any(alike(one, form[0]) for one in singulars_of(word) for form in person.families if len(form) == 1)
        return "surname" if near and word not in person.surnames_known else None
    if word in person.first_names_known or word in person.surnames_known or load_wider_nicknames().of(word):
        return None
    near = any(len(own) >= _LEAST_NEAR and word[0] == own[0] and nearly(word, own) for own in person.given)
    return "first name" if near and _is_by_itself(words, place) else None


def _is_by_itself(words: Words, place: int) -> bool:
    """Whether no title, first name or surname says that a word with a capital letter is a part of another's name."""
    if titled(words, place) or before_a_place(words, place) or _after_a_name(words, place):
        return False
    last = place + 1 >= len(words.raw) or not words.near(place) or place in words.owned
    return last or not words.capital(place + 1) or is_ordinary(words.folded[place + 1])


def _after_a_name(words: Words, place: int) -> bool:
    """Whether a first name of anybody stands before, so that this is the surname to it."""
    before = place - 1
    if before < 0 or not words.near(before) or not words.capital(before) or "\n" in words.gap(before):
        return False
    return bool(load_wider_nicknames().of(words.folded[before])) and not is_ordinary(words.folded[before])


def _with_family_astray(words: Words, place: int, person: Sought) -> bool:
    """A first name of hers that is an everyday word as well, or an initial, before a surname nearly right."""
    word, after = words.folded[place], place + 1
    if len(word) == 1 and word in person.initials:
        return _is_family_astray(words, after, person)
    return word in person.given and is_ordinary(word) and _is_family_astray(words, after, person)


def family_by_title(words: Words, place: int, person: Sought) -> bool:
    """Whether behind a title a surname stands that is nearly hers: Mrs Quraishi."""
    return bool(titled(words, place)) and _is_family_astray(words, place, person)


def _is_family_astray(words: Words, place: int, person: Sought) -> bool:
    """A word with a capital letter, right behind another, that is nearly her surname and is not the reader's."""
    if place >= len(words.raw) or not (words.near(place - 1) and words.capital(place) and words.capital(place - 1)):
        return False
    word = words.folded[place]
    if is_ordinary(word) or word in person.surnames_known:
        return False
    # Mrs Hussein, who may be a Hussain, but no Mrs Marian for a Miss Martin
    by_ear = bool(load_wider_nicknames().of(word)) and titled(words, place) != person.title
    return any(alike(word, form[0], by_ear=by_ear) for form in person.families if len(form) == 1)


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
