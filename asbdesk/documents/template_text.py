"""A template as its editor has it, and as a file has it; and lines of questions to questions and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from asbdesk.documents.fields import GROUPS
from asbdesk.documents.library import ASK_KINDS, Ask, Template, TemplateFault, office_version, templates
from asbdesk.documents.sandbox import check, fields_of
from asbdesk.documents.template_kept import check_kept
from asbdesk.domain.casework import RecipientKind

ASK_PARTS = ("name", "label", "kind", "required", "example", "help", "choices")
_EVERYBODY = frozenset({"asked", "office", "officer", "recipient", "person", "case", "letter", "law"})
"""Groups of fields that every paper knows."""
_OF_ANOTHER = frozenset(
    {"person.address", "person.date_of_birth", "person.age", "person.preferred_format", "person.language"}
)
"""What whoever reported, and the street, are not told about the person whom it is about."""
_DIVIDER = "+++ easy read"
_OPTIONAL, _NEW_LINE = "optional", " ⏎ "


@dataclass(frozen=True, slots=True)
class Wording:
    """What an office may change. ``enclosures`` and ``asks`` are a line to each; a question's parts stand between
    bars: ``reply_by | Reply by | date | required | 2003-11-28``, then help, then choices divided by semicolons."""

    title: str
    summary: str
    enclosures: str
    asks: str
    body: str
    easy: str


def wording(template: Template) -> Wording:
    """A template as its editor shows it."""
    return Wording(
        template.title,
        template.summary,
        "\n".join(template.enclosures),
        "\n".join(map(ask_line, template.asks)),
        template.body.strip("\n"),
        template.easy.strip("\n"),
    )


def ask_line(ask: Ask) -> str:
    """A question as a line."""
    shown = "; ".join(ask.choices_shown)
    choices = "; ".join(ask.choices) + (f" = {shown}" if shown else "")
    parts = (ask.name, ask.label, ask.kind, "required" if ask.required else _OPTIONAL, ask.example, ask.help, choices)
    return " | ".join(part.replace("\n", _NEW_LINE) for part in parts).rstrip(" |")


def asks_of(text: str) -> tuple[Ask, ...]:
    """The questions of some lines. Raises :class:`TemplateFault` with the line."""
    return tuple(
        _ask(number, [part.strip() for part in line.split("|")])
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    )


def _ask(number: int, parts: list[str]) -> Ask:
    if not 3 <= len(parts) <= len(ASK_PARTS):
        raise _fault(number, f"write {' | '.join(ASK_PARTS)}")
    name, label, kind, needed, example, note, choices = (*parts, *[""] * (len(ASK_PARTS) - len(parts)))
    asked, _, shown = choices.partition(" = ")
    wrong = _wrong(name, label, kind, needed, bool(asked))
    if wrong:
        raise _fault(number, wrong)
    if kind == "date":
        example = _day(number, example)
    example = example.replace(_NEW_LINE, "\n")
    return Ask(name, label, kind, needed != _OPTIONAL, example, note, _several(asked), _several(shown))


def _wrong(name: str, label: str, kind: str, needed: str, has_choices: bool) -> str:
    if not (name.isidentifier() and name.isascii()):
        return f"{name!r} is no name: write one word of small letters, such as reply_by"
    if not label:
        return "say after the first bar what is asked"
    if kind not in ASK_KINDS:
        return f"{kind!r} cannot be asked; there are {', '.join(sorted(ASK_KINDS))}"
    if needed not in ("", "required", _OPTIONAL):
        return f"{needed!r}: write required or {_OPTIONAL}"
    if (kind == "choice") is not has_choices:
        return "a choice has its choices after the sixth bar, divided by semicolons; nothing else has any"
    return ""


def _several(words: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in words.split(";") if each.strip())


def _day(number: int, example: str) -> str:
    try:
        return date.fromisoformat(example).isoformat()
    except ValueError:
        raise _fault(number, "give a date its example in this way: 2003-11-28") from None


def _fault(number: int, words: str) -> TemplateFault:
    return TemplateFault(f"Question {number}: {words}.", part="asks", line=number, words=f"{words}.")


def text_of(own: Template, words: Wording) -> str:
    """The whole template as a file has it, with what the office may not change taken from the program's own.

    Raises :class:`TemplateFault` where a question is none, or what it makes would be no template."""
    asks = asks_of(words.asks)
    names = [ask.name for ask in asks]
    twice = next((name for n, name in enumerate(names) if name in names[:n]), "")
    if twice:
        raise _fault(len(names), f"{twice!r} is asked twice")
    if not words.title.strip():
        raise TemplateFault("The paper has no title.", part="title", words="Give the paper a title.")
    if not words.body.strip():
        raise TemplateFault("The paper has no words.", part="body", line=1, words="Write the words of the paper.")
    _check_signs(words)
    head = "\n".join((*_head(own, words), *(line for ask in asks for line in _asked(ask))))
    easy = f"+++ easy read\n{words.easy.strip()}\n" if words.easy.strip() else ""
    text = f"+++\n{head}\n+++\n{words.body.rstrip()}\n{easy}"
    _check_reader(own, office_version(own, text, own.version, 1))
    check_kept(own, words.body, words.easy)
    return text


def _check_signs(words: Wording) -> None:
    """No character that cannot be kept or printed, no field where none is filled in, and no line that divides the file
    where it is not to be."""
    for part in ("title", "summary", "enclosures", "asks", "body", "easy"):
        for number, line in enumerate(getattr(words, part).split("\n"), 1):
            if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in line):
                raise _in_part(part, number, "holds a character that cannot be printed.")
            if part in ("title", "enclosures") and any(sign in line for sign in ("{{", "{%")):
                raise _in_part(part, number, "no field can stand here: it would be printed with its braces.")
            if part in ("body", "easy") and line.rstrip() == _DIVIDER:
                raise _in_part(
                    part, number, f"“{_DIVIDER}” divides the file: the easy words have a field of their own."
                )


def _in_part(part: str, line: int, told: str) -> TemplateFault:
    return TemplateFault(told, part=part, line=line, words=told)


def _check_reader(own: Template, made: Template) -> None:
    """No field of matters that such a paper never knows, nor one that its reader may not see."""
    barred = barred_of(own)
    for part, words in (("body", made.body), ("easy", made.easy)):
        fault = check(words, frozenset(made.asked), barred)
        if fault:
            raise _in_part(part, fault.line, fault.words)


def barred_of(own: Template) -> frozenset[str]:
    """Groups and fields that a paper of that place to that reader does not have: it has what the program's own papers
    of its kind speak of, and what every paper knows."""
    alike = (
        each
        for language in dict.fromkeys(("en", own.language))
        for each in templates(language).values()
        if (each.place, each.recipient) == (own.place, own.recipient)
    )
    known = _EVERYBODY.union(*(fields_of(each.body) | fields_of(each.easy) for each in alike))
    private = _OF_ANOTHER if own.recipient in (RecipientKind.COMPLAINANT, RecipientKind.PUBLIC) else frozenset[str]()
    return frozenset(GROUPS) - known | private


def _head(own: Template, words: Wording) -> Iterator[str]:
    enclosures = [line.strip() for line in words.enclosures.split("\n") if line.strip()]
    for name, value in (
        ("code", own.code),
        ("title", " ".join(words.title.split())),
        ("summary", " ".join(words.summary.split())),
        ("version", own.version),
        ("recipient", own.recipient.value),
        ("layout", own.layout),
        ("enclosures", enclosures),
        ("discloses", own.discloses),
    ):
        yield f"{name} = {_toml(value)}"


def _asked(ask: Ask) -> Iterator[str]:
    yield "\n[[asks]]"
    for name in ("name", "label", "kind", "required", "example", "help"):
        yield f"{name} = {_toml(getattr(ask, name))}"
    for name in ("choices", "choices_shown"):
        if getattr(ask, name):
            yield f"{name} = {_toml(list(getattr(ask, name)))}"


def _toml(value: object) -> str:
    """A string, number, truth or list of strings as TOML; JSON's way of writing them is TOML's too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
