"""What an office may write into a template and what is refused, with the line and in words, before it is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asbdesk.documents.library import TemplateFault, template, templates
from asbdesk.documents.template_text import barred_of, text_of, wording
from asbdesk.domain.casework import RecipientKind

OWN = template("first-contact")

BROKEN = (
    ("a\n{% for incident in incidents %}\n{% if person.age %}x{% endif %}\nb", 2, "{% for … %} is not closed"),
    ("{% if person.age %}x", 1, "write {% endif %} where it ends"),
    ("a\n{% endif %}", 2, "with nothing before it"),
    ("Dear {{ person.full_name", 1, "{{ is not closed"),
    ("a\n{{ person.full_name }\n\n# Next", 2, "{{ is not closed"),
    ("{% if person.age", 1, "{% is not closed"),
    ("{% if person.age\nb {{ person.full_name }}{% endif %}", 1, "{% is not closed"),
    ("a\n\n```ticks\nOne", 3, "```ticks is not closed"),
    ("{% do x %}", 1, "there is no {% do %}"),
    ("{{ person.shoe_size }}", 1, "there is no field 'person.shoe_size'"),
    ("{% include 'first-contact' %}", 1, "may not do this"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "may not do this"),
    ("{% for incident in incidents recursive %}{{ loop(incidents) }}{% endfor %}", 1, "loops within loops"),
    ("{{ ''.__class__.__mro__ }}", 1, "a group and a name"),
    ("{{ cycler.__init__.__globals__ }}", 1, "a group and a name"),
    ("{{ person | attr('__class__') }}", 1, "there is no filter"),
    ("{{ " + "(" * 3000 + "person.full_name" + ")" * 3000 + " }}", 1, "write it more simply"),
    ("{% if person.age %}" * 150 + "x" + "{% endif %}" * 150, 1, "write it more simply"),
    ("word " * 210_000, 0, "longer than 100,000 characters"),
    ("```table 0 0\na | b\nc | d\n```", 1, "widths of a table"),
    ("```table 9999999 1\na | b\nc | d\n```", 1, "widths of a table"),
    ("a\n+++ easy read\nb", 2, "a field of their own"),
    ("a\nb\0c", 2, "cannot be printed"),
    ("\ud800", 1, "cannot be printed"),
    ("a\n{{ statement.name }}", 2, "not for its reader"),
    ("{% for entry in court.papers %}{{ entry }}{% endfor %}", 1, "not for its reader"),
)


@pytest.mark.parametrize(("body", "line", "words"), BROKEN)
def test_a_broken_template_is_refused_where_it_is_broken(body: str, line: int, words: str) -> None:
    with pytest.raises(TemplateFault) as raised:
        text_of(OWN, replace(wording(OWN), body=body))
    fault = raised.value
    assert (fault.part, fault.line) == ("body", line)
    assert words in fault.words
    assert "Jinja" not in fault.words


@pytest.mark.parametrize(
    ("code", "part", "taken", "told"),
    [
        (
            "abc",
            "body",
            "```signatures",
            "somebody signs this paper. Put it back, under “Signatures”",
        ),
        ("abc", "easy", "```signatures", "under “Sign here”"),
        ("closure-notice", "body", "{{ rule.longest", "{{ rule.longest }} is gone, and the paper has to say this"),
        ("court-order", "body", "{{ paper.check }}", "{{ paper.check }} is gone"),
    ],
)
def test_what_somebody_signs_and_what_the_law_has_a_paper_say_cannot_be_taken_out(
    code: str, part: str, taken: str, told: str
) -> None:
    own = template(code)
    words: str = getattr(wording(own), part)
    lines = [line for line in words.split("\n") if taken not in line] if "{{" in taken else _without_fence(words, taken)
    with pytest.raises(TemplateFault) as raised:
        text_of(own, replace(wording(own), **{part: "\n".join(lines)}))
    assert (raised.value.part, told in raised.value.words) == (part, True)
    assert raised.value.line > 0


def _without_fence(words: str, fence: str) -> list[str]:
    lines = words.split("\n")
    start = lines.index(fence)
    return lines[:start] + lines[lines.index("```", start) + 1 :]


def test_what_is_broken_in_the_easy_words_is_told_there() -> None:
    with pytest.raises(TemplateFault) as raised:
        text_of(OWN, replace(wording(OWN), easy="# Ok\n\n```idea talk\nOpen"))
    assert (raised.value.part, raised.value.line) == ("easy", 3)


@pytest.mark.parametrize("part", ["title", "enclosures"])
def test_a_field_where_none_is_filled_in_is_refused_and_told_there(part: str) -> None:
    with pytest.raises(TemplateFault, match="no field can stand here") as raised:
        text_of(OWN, replace(wording(OWN), **{part: "About {{ person.full_name }}"}))
    assert (raised.value.part, raised.value.line) == (part, 1)


@pytest.mark.parametrize(
    "body", ["<script>alert(1)</script>", "~~~ticks\na\n~~~", "```ticks\na\n`````", "{% raw %}{{ x }}{% endraw %}"]
)
def test_what_only_looks_dangerous_is_plain_words(body: str) -> None:
    assert body in text_of(OWN, replace(wording(OWN), body=body))


@pytest.mark.parametrize("code", [code for code, each in templates().items() if each.recipient in (
    RecipientKind.COMPLAINANT, RecipientKind.PUBLIC)])  # fmt: skip
def test_whoever_reported_is_not_told_when_the_other_was_born_or_lives(code: str) -> None:
    own = template(code)
    for field in ("person.date_of_birth", "person.address", "person.age"):
        assert field in barred_of(own)
        with pytest.raises(TemplateFault, match="not for its reader"):
            text_of(own, replace(wording(own), body=f"# A letter\n\n{{{{ {field} }}}}"))
