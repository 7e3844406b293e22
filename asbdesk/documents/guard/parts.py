"""What a name consists of, and the forms in which its parts are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from asbdesk.documents.guard.context import is_ordinary
from asbdesk.documents.guard.words import word_set, words_of
from asbdesk.domain.names import Nicknames

LEAST_ALONE, LEAST_GIVEN, LEAST_SMALL = 2, 3, 4
_SHORT_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr")
_ENDINGS = ("y", "ie", "i", "ey")
_VOWELS = "aeiou"
_HISSING = ("s", "x", "z", "ch", "sh")
_LONGEST_STEM = 5


def parts_of(name: str, surname: str) -> tuple[tuple[str, ...], str]:
    """The folded given names, and the surname as typed. Of an alias the last word is the surname; of one word alone
    it is what she is called."""
    plain = name.strip()
    if surname.strip() and plain.casefold().endswith(surname.strip().casefold()):
        return given_of(plain[: len(plain) - len(surname.strip())]), surname
    pieces = plain.split()
    if len(pieces) < 2:
        return given_of(plain), ""
    return given_of(" ".join(pieces[:-1])), pieces[-1]


def given_of(text: str) -> tuple[str, ...]:
    words = words_of(text)
    hyphened = [
        words.folded[place] + words.folded[place + 1]
        for place in range(len(words.raw) - 1)
        if words.gap(place).strip() == "-"
    ]
    return (*words.folded, *hyphened)


@lru_cache(maxsize=2048)
def forms_of(family: str) -> tuple[tuple[str, ...], ...]:
    """How a surname may be written: whole, without its blanks and hyphens, and by a part of a double one."""
    words = words_of(family)
    whole = tuple(words.folded)
    if not whole:
        return ()
    found = [whole]
    if len(whole) > 1:
        found.append(("".join(whole),))
        found += [(word,) for word in whole if len(word) > 2 and word not in word_set("particles")]
    for sign in "'’‘`":
        head, between, tail = family.partition(sign)
        if between and head.strip() and tail.strip():
            found.append((*words_of(head).folded, *words_of(tail).folded))
    for start in ("mc", "mac"):
        if len(whole) == 1 and whole[0].startswith(start) and len(whole[0]) > len(start) + 3:
            rest = whole[0][len(start) :]
            found += [(start, rest), *((f"{other}{rest}",) for other in ("mc", "mac", "m"))]
    return tuple(dict.fromkeys(found))


def joined_of(parts: Sequence[tuple[tuple[str, ...], str]]) -> Iterator[str]:
    """Names run together, as in e-mail addresses and names of files: aminatestwick, testwickamina, atestwick."""
    for names, family in parts:
        for name, whole in ((name, "".join(form)) for form in forms_of(family) for name in names):
            if len(whole) < LEAST_GIVEN:
                continue
            yield name + whole
            yield whole + name
            for short in (whole + name[:1], name[:1] + whole) if len(whole) >= LEAST_SMALL else ():
                if not any(is_ordinary(word) for word in (short, *singulars_of(short))):
                    yield short


def with_titles(parts: Sequence[tuple[tuple[str, ...], str]]) -> Iterator[str]:
    """A title run together with the surname, or with the whole name; and the family: thetestwicks."""
    for names, family in parts:
        whole = in_one_word(family)
        if len(whole) >= LEAST_SMALL:
            titled = (title + name + whole for title in _SHORT_TITLES for name in ("", *names))
            yield from (word for word in titled if not is_ordinary(word))
            yield from (f"the{each}" for each in plurals_of(whole))


def plurals_of(family: str) -> tuple[str, ...]:
    """The Testwicks, the Crouches."""
    return (f"{family}s", f"{family}es") if family.endswith(_HISSING) else (f"{family}s",)


def singulars_of(word: str) -> Iterator[str]:
    """Of what a word may be the plural."""
    if word.endswith("s"):
        yield word[:-1]
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        yield word[:-2]


def in_one_word(family: str) -> str:
    return "".join(words_of(family).folded)


def nicknames_of(given: frozenset[str], known: Nicknames) -> Iterator[str]:
    members = _members(known)
    yield from (name for group in {group for word in given for group in known.of(word)} for name in members[group])


@cache
def _members(known: Nicknames) -> Mapping[str, tuple[str, ...]]:
    """The names of each group."""
    found: dict[str, list[str]] = {}
    for name, groups in known.groups.items():
        for group in groups if len(name) >= LEAST_ALONE else ():
            found.setdefault(group, []).append(name)
    return {group: tuple(names) for group, names in found.items()}


def diminutives(given: frozenset[str], known: Nicknames) -> Iterator[str]:
    """Short forms as everybody makes them: Kenny of Kendrick, Abbi of Abigail, Kait of Kaitlyn. None of them is an
    everyday word or another name."""
    for name in given:
        for length in range(LEAST_ALONE, min(_LONGEST_STEM, len(name) - 1) + 1):
            stem = name[:length]
            doubled = stem + stem[-1]
            forms = [f"{doubled}{end}" for end in _ENDINGS] if stem[-1] not in _VOWELS else []
            if length >= LEAST_GIVEN:
                forms += [f"{stem}{end}" for end in _ENDINGS]
            if length >= LEAST_SMALL:
                forms.append(stem)
            yield from (form for form in forms if not is_ordinary(form) and not known.of(form))
