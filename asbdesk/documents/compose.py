"""Facts and a template to blocks.

Every value is set aside before the Markdown is read and put back afterwards as plain text, so nothing typed by anybody
can become a heading, a link or a tag.
"""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, cast

import jinja2
from jinja2.exceptions import SecurityError

from asbdesk.documents.blocks import Blocks, Run, Turn
from asbdesk.documents.dates import long_date, welsh_time
from asbdesk.documents.facts import Facts
from asbdesk.documents.fields import FIELDS, GROUPS, LISTS
from asbdesk.documents.frames import frame
from asbdesk.documents.library import Ask, Template, TemplateFault
from asbdesk.documents.markdown import blocks_of
from asbdesk.documents.paper import format_for
from asbdesk.documents.sandbox import LANGUAGE, NAMED, VALUES, English, Group, Missing, compiled, fields_of
from asbdesk.domain.casework import PaperFormat
from asbdesk.domain.names import tokens

_LONGEST = 500_000


def compose(template: Template, facts: Facts, chosen: PaperFormat | None = None) -> Blocks:
    """The blocks of a paper in a format. A fact nobody knows is a run marked ``missing``, unless the template tests
    for it. Where no format is chosen it is the one that the recipient asked for.

    Raises :class:`~asbdesk.documents.library.TemplateFault` when the result would be unreasonably long.
    """
    values: list[object] = []
    body = template.words_for(chosen or format_for(template, facts))
    context = _context(template, facts, fields_of(body))
    context |= {VALUES: values, LANGUAGE: template.language, NAMED: _named(facts)}
    pieces: list[str] = []
    length = 0
    try:
        for piece in compiled(body).generate(context):
            length += len(piece)
            if length > _LONGEST:
                raise TemplateFault(f"What template {template.code} makes is longer than {_LONGEST} characters.")
            pieces.append(piece)
    except (jinja2.TemplateError, SecurityError) as error:
        raise TemplateFault(f"Template {template.code} could not be filled in: {error}.") from error
    return blocks_of("".join(pieces), [_shown(value, template.language) for value in values])


def compose_both(first: Template, second: Template | None, facts: Facts, chosen: PaperFormat | None = None) -> Blocks:
    """The paper in one language, and after a turn in the other, where there is one."""
    blocks = compose(first, facts, chosen)
    return blocks if second is None else (*blocks, Turn(second.language), *compose(second, facts, chosen))


def _context(template: Template, facts: Facts, used: frozenset[str]) -> dict[str, object]:
    """What the template can say, as far as it does: most papers speak of a few things out of many."""
    context: dict[str, object] = {group: _group(group, getattr(facts, group)) for group in GROUPS if group in used}
    context["incidents"] = _value("incidents", facts.incidents)
    context["asked"] = Group(
        {name: _known(_answer(template, ask, facts), ask.label.lower()) for name, ask in template.asked.items()}
    )
    return context


def _named(facts: Facts) -> frozenset[str]:
    """The folded words of the names of those whom the paper is about and goes to."""
    return frozenset((*tokens(facts.person.full_name), *tokens(facts.recipient.full_name)))


def _answer(template: Template, ask: Ask, facts: Facts) -> object:
    """What was answered; in a Welsh paper a time, or one of several choices, in Welsh."""
    answer = facts.asked.get(ask.name)
    if template.language != "cy" or not isinstance(answer, str):
        return answer
    if ask.kind == "time":
        return welsh_time(answer)
    return dict(zip(ask.choices, ask.choices_shown, strict=False)).get(answer, answer)


@cache
def _names(prefix: str) -> tuple[tuple[str, str], ...]:
    """Each field of a group: its own name, and its whole one."""
    return tuple((name.removeprefix(f"{prefix}."), name) for name in FIELDS if name.startswith(f"{prefix}."))


def _group(prefix: str, holder: Any) -> Group:
    return Group({name: _value(whole, getattr(holder, name)) for name, whole in _names(prefix)})


def _value(name: str, value: object) -> object:
    if LISTS.get(name) and isinstance(value, tuple):
        value = tuple(_entry(LISTS[name], each) for each in cast("tuple[object, ...]", value))
    return _known(value, FIELDS[name].label)


def _entry(prefix: str, value: object) -> object:
    return _group(prefix, value) if is_dataclass(value) else value


def _known(value: object, words: str) -> object:
    empty = value is None or value == () or (isinstance(value, str) and not value.strip())
    return Missing(words) if empty else value


def _shown(value: object, language: str) -> Run:
    """One value as a run: its text raw, its line feeds line breaks."""
    match value:
        case Missing(label=words):
            return Run(words, missing=True)
        case English(words=words):
            return replace(_shown(words, language), language=frame("en").tag if language != "en" else "")
        case date():
            return Run(long_date(value, language))
        case tuple():
            return Run("\n".join(_shown(each, language).text for each in cast("tuple[object, ...]", value)))
        case _:
            return Run(str(value).replace("\r\n", "\n").replace("\r", "\n").strip())
