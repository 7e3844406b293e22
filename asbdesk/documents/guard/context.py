"""Is a word of everyday letters here somebody's name? Its capital letter and its neighbours say so.

"Will you ring us?" names nobody; "Will told us" does. "Rose Court" is a place, "12 May" a day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from asbdesk.documents.guard.words import Words, ordinary_words, word_set

_NEED = len("need")
_PARTNERS = frozenset({"co", "daughters", "partners", "son", "sons"})
_BEHIND = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr"})
_QUOTES = ("“”", "‘’", '""', "''", "[]", "«»")
_ENDS = re.compile(r"[.!?:;•▪●◦*“\"(\[|>\u2022\t]|\n\s*\n")


def is_ordinary(folded: str) -> bool:
    """Whether everyday letters use the word otherwise than as a name."""
    return folded in ordinary_words() or folded in word_set("months")


def before_a_place(words: Words, last: int) -> bool:
    """Whether the word ends before "Road", "Church", "Council", "& Sons": what it names is a place or a body. Another
    word with a capital letter may stand between: "David Twigg Close"."""
    if last + 1 >= len(words.raw) or not words.capital(last + 1):
        return _before_a_thing(words, last)
    if words.gap(last) == " & " and words.folded[last + 1] in _PARTNERS:
        return True
    after = last + 1 if words.folded[last + 1] in word_set("places") else last + 2
    if after >= len(words.raw) or not (words.capital(after) and words.folded[after] in word_set("places")):
        return False
    if after > last + 1:
        return words.gap(last) == words.gap(last + 1) == " "
    return words.near(last) and "." not in words.gap(last)


def is_a_place(words: Words, place: int) -> bool:
    """Whether a word is a kind of place or of thing, so that a letter behind it tells one from another: "Block A"."""
    return words.folded[place] in word_set("places") or words.folded[place] in word_set("things")


def among_places(words: Words, last: int) -> bool:
    """Whether a name that ends as that of a place stands in a row of such: "Rose Hill and Brown Street"."""
    if words.folded[last] not in word_set("places") or last + 3 >= len(words.raw) or words.folded[last + 1] != "and":
        return False
    return words.capital(last + 2) and words.folded[last + 3] in word_set("places") and words.capital(last + 3)


def _before_a_thing(words: Words, last: int) -> bool:
    """ "The Cooper building"."""
    if not last or words.folded[last - 1] != "the" or last + 1 >= len(words.raw) or words.gap(last) != " ":
        return False
    return words.folded[last + 1] in word_set("things") and last not in words.owned


def titled(words: Words, first: int) -> str:
    """The folded title before a word, initials between them or none, "" where there is none."""
    while first and len(words.raw[first - 1]) == 1 and words.capital(first - 1) and words.near(first - 1):
        first -= 1
    return (
        words.folded[first - 1]
        if first and words.folded[first - 1] in word_set("titles") and words.near(first - 1)
        else ""
    )


@cache
def _sayings() -> Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """Everyday phrases with names in them, by each of their words and its place in them."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for saying in word_set("sayings"):
        parts = tuple(saying.split("-"))
        for at, part in enumerate(parts):
            found.setdefault(part, []).append((parts, at))
    return {word: tuple(places) for word, places in found.items()}


def in_saying(words: Words, place: int) -> bool:
    """Whether a word is part of a phrase that everybody uses: "Jack Russell", "New Year's Eve"."""
    return any(
        place >= at and tuple(words.folded[place - at : place - at + len(parts)]) == parts
        for parts, at in _sayings().get(words.folded[place], ())
    )


def is_named_town(words: Words, first: int, last: int) -> bool:
    """Whether the name of a town, a country or its people is a person's here."""
    if titled(words, first) or _title_behind(words, last) or _after_greeting(words, first) or words.odd(first):
        return True
    return words.capital(first) and (_does(words, last) or _is_led_to(words, first) or _are_family(words, last))


def is_named(words: Words, first: int, last: int) -> bool:
    """Whether the everyday word (or words) from ``first`` to ``last`` is somebody's name here."""
    if titled(words, first) and (words.capital(first) or not words.capital(first - 1)):
        return _is_named_by_title(words, first, last)
    if words.odd(first) or (words.capital(first) and _title_behind(words, last)):
        return True
    if not words.capital(first) or before_a_place(words, last) or _ends_a_place(words, first):
        return False
    if _set_apart(words, first, last):
        return True
    told = _is_named_aloud if _shouted(words, first, last) else _is_named_quietly
    return told(words, first, last)


def _is_named_by_title(words: Words, first: int, last: int) -> bool:
    if words.folded[first - 1] in word_set("callings") and not words.capital(first):
        return is_named_small(words, first, last)
    if _shouted(words, first, last):
        return not before_a_place(words, last)
    return not (last + 1 < len(words.raw) and words.capital(last + 1) and words.gap(last) == " ")


def _is_named_aloud(words: Words, first: int, last: int) -> bool:
    """In a line in capitals, which says nothing by them: only what stands around tells."""
    if is_named_small(words, first, last) or _is_led_to(words, first):
        return True
    thing = words.folded[first] in word_set("months") or _points(words, first, last)
    return not thing and _acts(words, last, a_comma_will_do=False)


def _is_named_quietly(words: Words, first: int, last: int) -> bool:
    if _in_longer_name(words, first, last) or _goes_on_small(words, last):
        return False
    return _after_greeting(words, first) or _enclosed(words, first, last) or _reads_as_name(words, first, last)


def is_named_small(words: Words, first: int, last: int) -> bool:
    """Whether everyday words in small letters are a first name, or a whole name, in a hasty note: "spoke to rose"."""
    after = words.folded[last + 1] if last + 1 < len(words.raw) and words.gap(last) == " " else ""
    before = words.folded[first - 1] if first and words.gap(first - 1) == " " else ""
    if after in word_set("places") or before in word_set("pointing"):
        return False
    if after in word_set("speaks") or before in word_set("rang"):
        return True
    if before in ("to", "with") and first > 1 and words.folded[first - 2] in word_set("spoke"):
        return True
    if last in words.owned:
        return words.folded[first] not in word_set("months") or last > first
    return last > first and before in word_set("meets") and words.folded[last] not in word_set("places")


def opens_a_name(words: Words, first: int) -> bool:
    """Whether a name in small letters may begin with the initial there: at the head of a note, or behind "told"."""
    return words.gap(first).isspace() and (_begins(words, first) or words.folded[first - 1] in word_set("leads"))


def _title_behind(words: Words, last: int) -> bool:
    """ "Wood (Mr)"."""
    return last + 1 < len(words.raw) and words.gap(last).strip() == "(" and words.folded[last + 1] in _BEHIND


def _reads_as_name(words: Words, first: int, last: int) -> bool:
    if words.folded[first] in word_set("months"):
        return _month_is_named(words, first, last)
    if _points(words, first, last):
        return False
    if not _begins(words, first):
        return True
    return _acts(words, last) and not (_lists_things(words, last) or words.folded[first] in word_set("titles"))


def _enclosed(words: Words, first: int, last: int) -> bool:
    """Alone between marks that quote it: “Will”."""
    around = words.text[max(0, words.starts[first] - 1) : words.starts[first]] + words.gap(last)[:1]
    return around in _QUOTES


def _after_greeting(words: Words, first: int) -> bool:
    return first > 0 and words.folded[first - 1] in word_set("greetings") and words.near(first - 1)


def _in_longer_name(words: Words, first: int, last: int) -> bool:
    """Whether a neighbour with a capital letter makes it part of something else: "Rose Court", "Oak Hill"."""
    if last + 1 < len(words.raw) and last not in words.owned and words.capital(last + 1):
        gap = words.gap(last)
        if words.near(last) and "\n" not in gap and "." not in gap and words.raw[last + 1] != "I":
            return True
    if not first or not _next_to(words, first - 1) or "\n" in words.gap(first - 1):
        return False
    before = words.folded[first - 1]
    if (
        not words.capital(first - 1)
        or before in word_set("titles")
        or before in word_set("greetings")
        or words.raw[first - 1] == "I"
    ):
        return False
    return first - 1 in words.owned or not is_ordinary(before) or not _begins(words, first - 1)


def _next_to(words: Words, before: int) -> bool:
    """Whether a word belongs to the one before it, which may be in the possessive: "Queen's Park"."""
    return words.near(before) or (before in words.owned and words.gap(before)[2:] == " ")


def _ends_a_place(words: Words, first: int) -> bool:
    """ "22 Market Street": a surname that is a kind of place as well."""
    if words.folded[first] not in word_set("places") or not first or not _next_to(words, first - 1):
        return False
    before = words.folded[first - 1]
    none = before in word_set("titles") or before in word_set("greetings") or before in word_set("leads")
    return words.capital(first - 1) and "\n" not in words.gap(first - 1) and not none


def _shouted(words: Words, first: int, last: int) -> bool:
    """A line in capitals says nothing by them."""
    around = [place for place in (first - 1, last + 1) if 0 <= place < len(words.raw)]
    return (
        len(words.raw[first]) > 1
        and words.raw[first].isupper()
        and any(len(words.raw[place]) > 1 and words.raw[place].isupper() for place in around)
    )


def _points(words: Words, first: int, last: int) -> bool:
    """ "The Rose", "a Hope": a thing; but "the Green family" and "the Green boy" are people."""
    if not first or words.folded[first - 1] not in word_set("pointing") or not words.near(first - 1):
        return False
    kin = last + 1 < len(words.raw) and words.folded[last + 1] in word_set("kin")
    return not (kin or _are_family(words, last))


def _are_family(words: Words, last: int) -> bool:
    return last + 1 < len(words.raw) and words.folded[last + 1] in word_set("a_family")


def _month_is_named(words: Words, first: int, last: int) -> bool:
    if last in words.owned or _does(words, last):
        return not (first and (words.folded[first - 1].isdigit() or words.folded[first - 1] == "in"))
    return _is_led_to(words, first) or _are_family(words, last)


def _does(words: Words, last: int) -> bool:
    """Whether what follows is what only a person does: "June told us", "June was told", not "June was quiet"."""
    if not _acts(words, last, a_comma_will_do=False):
        return False
    if words.folded[last + 1] not in word_set("states"):
        return True
    after = words.folded[last + 2] if last + 2 < len(words.raw) and words.near(last + 1) else ""
    return after in word_set("of_people") or (len(after) > _NEED and after.endswith(("ed", "ing")))


def _lists_things(words: Words, last: int) -> bool:
    """ "Wall, door and window"."""
    if last + 2 >= len(words.raw) or words.gap(last).strip() != "," or words.capital(last + 1):
        return False
    joined = words.folded[last + 2] in ("and", "or") and not words.gap(last + 1).strip()
    return is_ordinary(words.folded[last + 1]) and joined


def _is_led_to(words: Words, first: int) -> bool:
    """ "told May", "made by May"."""
    if not first or not words.near(first - 1):
        return False
    before = words.folded[first - 1]
    if before in word_set("before_a_name"):
        return True
    return before in ("to", "from", "by", "with", "at") and first > 1 and words.folded[first - 2] in word_set("towards")


def _set_apart(words: Words, first: int, last: int) -> bool:
    """With a blank after each letter, and the words around it without: "statement of M A R K"."""
    return words.spaced.issuperset(range(first, last + 1)) and words.spaced.isdisjoint((first - 1, last + 1))


def _goes_on_small(words: Words, last: int) -> bool:
    """ "Jay-walking"."""
    following = words.raw[last + 1] if last + 1 < len(words.raw) else ""
    return words.gap(last) == "-" and following[:1].islower()


def _acts(words: Words, last: int, *, a_comma_will_do: bool = True) -> bool:
    """Whether what follows is what a person does or has."""
    if last in words.owned:
        return True
    if last + 1 >= len(words.raw):
        return False
    gap = words.gap(last).strip()
    if gap == "," and a_comma_will_do:
        return True
    after = words.folded[last + 1]
    return not gap and (
        after in word_set("says")
        or (len(after) > _NEED and after.endswith("ed") and not after.endswith("eed"))
        or _is_one_of_two(words, last + 1)
    )


def _is_one_of_two(words: Words, place: int) -> bool:
    """ "Dawn and her sister", "Will and I"."""
    if words.folded[place] != "and" or place + 1 >= len(words.raw) or words.gap(place) != " ":
        return False
    return words.folded[place + 1] in word_set("with_whom")


def _begins(words: Words, first: int) -> bool:
    """Whether a sentence, a line of a list or a heading begins here, where everybody writes a capital letter."""
    if not first:
        return True
    gap, before = words.gap(first - 1), words.folded[first - 1]
    if before.isdigit() or _ENDS.search(gap):
        return not (gap.strip() == "." and before in word_set("titles"))
    if "\n" not in gap:
        return False
    return before not in word_set("leads") and "," not in gap
