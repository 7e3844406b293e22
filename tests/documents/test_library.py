from __future__ import annotations

from datetime import date

import pytest

from asbdesk.documents.compose import compose
from asbdesk.documents.fields import EXAMPLE
from asbdesk.documents.library import TemplateFault, answers, check_words, parse_template, template, templates
from asbdesk.errors import InvalidField

HEAD = '+++\ncode = "trial"\ntitle = "Trial"\nversion = 1\nrecipient = "perpetrator"\n+++\n'

LETTERS = (
    "acknowledgement",
    "interview-appointment",
    "risk-plan",
    "progress-update",
    "witness-pack",
    "case-closed",
    "satisfaction-survey",
    "case-review-decision",
    "case-review-outcome",
    "first-contact",
    "good-neighbour",
    "first-warning",
    "final-warning",
    "abc-invitation",
    "abc-invitation-parent",
    "abc-interview",
    "abc",
    "abc-copy",
    "abc-not-signed",
    "abc-breach-notice",
    "abc-breach-notice-parent",
    "abc-review-invitation",
    "abc-review-invitation-parent",
    "abc-review-minutes",
    "abc-variation",
    "abc-ending",
    "community-protection-warning",
    "community-protection-notice",
    "closure-notice",
    "public-spaces-order",
    "dispersal-authorisation",
    "notice-seeking-possession",
    "absolute-ground-notice",
    "information-request",
    "referral",
    "handover-page",
    "subject-access-response",
    "unused-material",
    "retention-certificate",
    "community-remedy",
)


def test_the_letters_are_there_in_the_order_of_the_ladder() -> None:
    assert tuple(each.code for each in templates().values() if not each.place) == LETTERS


def test_every_template_says_it_is_local_policy_and_what_it_rests_on() -> None:
    assert all(each.local_policy and each.sources and each.summary for each in templates().values())


def test_every_required_question_has_an_example_that_is_a_fit_answer() -> None:
    for each in templates().values():
        given = {ask.name: ask.example for ask in each.asks}

        assert answers(each, given) == {ask.name: ask.example_value() for ask in each.asks}


def test_an_unknown_template_is_named_with_those_there_are() -> None:
    with pytest.raises(TemplateFault, match=r"'sonnet'.*first-warning"):
        template("sonnet")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Dear\n\n{{ person.shoe_size }}", "line 9: there is no field 'person.shoe_size'"),
        ("{{ asked.day }}", "line 7: asked.day is not among the questions"),
        ("{{ complainant.full_name }}", "no field 'complainant.full_name'"),
        ("{{ incident.summary }}", "no field 'incident.summary'"),
        ("{{ 'A' * 10**10 }}", "may not do this"),
        ("{% for i in range(10**9) %}x{% endfor %}", "only a list"),
        ("{{ person.full_name.__class__ }}", "a field is a group and a name"),
        ("{{ person.full_name.upper() }}", "may not do this"),
        ("{{ person['full_name'] }}", "may not do this"),
        ("{{ _values }}", "no field '_values'"),
        ("{{ person.__class__ }}", "no field 'person.__class__'"),
        ("{% set x = 1 %}", "may not do this"),
        ("{% include 'x' %}", "may not do this"),
        ("{% import 'x' as y %}", "may not do this"),
        ("{% macro x() %}{% endmacro %}", "may not do this"),
        ("{{ person.full_name | pprint }}", "filter"),
        ("{{ person.full_name | map('x') }}", "filter"),
        ("{{ 'text' }}", "only fields are shown"),
        ("{% for x in incidents %}{% endfor %}", "write: for incident in incidents"),
        ("{{ person.full_name ~ person.title }}", "may not do this"),
        ("{% if person.age > 5 + 5 %}{% endif %}", "may not do this"),
        ("{{ oops", "line 7"),
        ("\ue0f00\ue0f1", "own use"),
        (
            "{% for incident in incidents %}{% for incident in incidents %}{% for incident in incidents %}"
            "{% endfor %}{% endfor %}{% endfor %}",
            "loops within loops",
        ),
    ],
)
def test_a_template_may_only_show_fields(body: str, words: str) -> None:
    with pytest.raises(TemplateFault) as raised:
        parse_template(HEAD + body, "trial")

    assert "trial" in str(raised.value)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "no head",
        "+++\nnot toml\n+++\n",
        '+++\ncode = "x"\n+++\n',
        HEAD.replace("perpetrator", "everybody"),
        "x" * 200_000,
    ],
)
def test_a_template_with_a_wrong_head_is_refused_in_words(text: str) -> None:
    with pytest.raises(TemplateFault, match="x"):
        parse_template(text, "x")


def test_a_loop_that_would_print_a_million_characters_is_stopped() -> None:
    body = "{% for incident in incidents %}" + "x" * 90_000 + "{% endfor %}"

    with pytest.raises(TemplateFault, match="longer than"):
        compose(parse_template(HEAD + body, "trial"), _with_incidents(20))


def _with_incidents(number: int):
    from dataclasses import replace

    return replace(EXAMPLE, incidents=EXAMPLE.incidents[:1] * number)


def test_answers_become_dates_and_spoken_times_and_empty_ones_are_left_out() -> None:
    given = {"meeting_on": "2003-11-25", "meeting_at": "14:30", "meeting_place": "  ", "reply_by": date(2003, 11, 24)}

    assert answers(template("first-contact"), given) == {
        "meeting_on": date(2003, 11, 25),
        "meeting_at": "2.30 pm",
        "reply_by": date(2003, 11, 24),
    }


def test_a_date_that_is_none_is_refused_at_its_field() -> None:
    with pytest.raises(InvalidField) as raised:
        answers(template("first-contact"), {"meeting_on": "next week"})

    assert raised.value.field == "meeting_on"


def test_a_choice_that_was_not_offered_is_refused() -> None:
    with pytest.raises(InvalidField):
        answers(template("final-warning"), {"next_step": "banish you"})


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_words_of_every_template_of_the_program_s_own_are_sound(language: str) -> None:
    """They are not checked again when the program runs."""
    assert templates(language)
    for each in templates(language).values():
        check_words(each)
