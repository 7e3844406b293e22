from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from asbdesk.documents.blocks import Clauses, Heading, Items, Paragraph, Run, missing_facts, plain_text
from asbdesk.documents.compose import compose
from asbdesk.documents.facts import (
    CaseFacts,
    ContractFacts,
    Facts,
    OfficeFacts,
    PersonFacts,
    facts_from_json,
    facts_to_json,
)
from asbdesk.documents.fields import EXAMPLE, FIELDS, example
from asbdesk.documents.library import parse_template, template, templates
from tests.documents.papers import example_facts

HEAD = '+++\ncode = "trial"\ntitle = "Trial"\nversion = 1\nrecipient = "perpetrator"\n+++\n'
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "papers"
CODES = tuple(templates())


def trial(body: str, **changes: object):
    return compose(parse_template(HEAD + body, "trial"), replace(EXAMPLE, **changes))


@pytest.mark.parametrize("code", CODES)
def test_every_template_filled_with_examples_reads_as_its_golden_text(code: str) -> None:
    made = template(code)
    blocks = compose(made, example_facts(made))

    assert missing_facts(blocks) == ()
    assert plain_text(blocks) + "\n" == (GOLDEN / f"{code}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_every_template_without_facts_names_what_is_missing_and_nothing_breaks(code: str) -> None:
    blocks = compose(template(code), Facts(OfficeFacts(name="Thornmere Borough Council")))

    required = {ask.label.lower() for ask in template(code).asks if ask.required}
    assert required <= set(missing_facts(blocks))
    assert (
        "incidents" in missing_facts(blocks)
        or ("incidents" not in template(code).body and missing_facts(blocks))
        or code in ("abc-copy", "abc-not-signed", "abc-ending", "risk-plan")
        or (template(code).discloses and missing_facts(blocks))
        or (template(code).matter and missing_facts(blocks))
        or (template(code).place and missing_facts(blocks))
    )


@pytest.mark.parametrize("code", CODES)
def test_no_letter_says_none_or_shows_a_brace(code: str) -> None:
    text = plain_text(compose(template(code), example_facts(template(code))))

    assert not any(slip in text for slip in ("None", "{", "}", "\ue0f0", "\ue0f1", "**"))


def test_every_field_has_a_label_and_an_example() -> None:
    for name, field in FIELDS.items():
        assert field.label
        assert example(name) not in (None, "", ()), name


def test_facts_have_no_place_for_a_complainant() -> None:
    assert {each.name for each in fields(Facts)} == {
        "office", "officer", "recipient", "person", "case", "letter", "law", "rule", "handover", "contract",
        "incidents", "asked",
        "exhibit", "diary", "statement", "visit", "plan", "interview", "breach", "review", "version",
        "mediation", "conference", "log", "schedule", "paper", "court", "made", "consult", "served", "broken",
        "proportion",
    }  # fmt: skip


def test_facts_written_to_json_come_back_the_same() -> None:
    full = replace(
        EXAMPLE, office=replace(EXAMPLE.office, logo=b"\x89PNG\x00"), asked={"on": date(2003, 11, 28), "x": "y"}
    )

    assert facts_from_json(facts_to_json(full)) == full


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Loud music", "loud music"),
        ("A party went on", "a party went on"),
        ("Late-night shouting", "late-night shouting"),
        ("PC Sampleford was threatened", "PC Sampleford was threatened"),
        ("I saw the bin burn", "I saw the bin burn"),
        ("Larch Court was daubed", "Larch Court was daubed"),
        ("CCTV showed it", "CCTV showed it"),
        ("Dean was seen on the roof", "Dean was seen on the roof"),
        ("Mercer’s dog barked", "Mercer’s dog barked"),
        ("Rose was shouted at", "Rose was shouted at"),
        ("Rose bushes were torn out", "rose bushes were torn out"),
    ],
)
def test_a_capital_goes_within_a_sentence_but_not_that_of_a_name(typed: str, printed: str) -> None:
    incident = replace(EXAMPLE.incidents[0], summary=typed)
    words = plain_text(
        trial(
            "{% for incident in incidents %}: {{ incident.summary | lower_first }}{% endfor %}", incidents=(incident,)
        )
    )
    assert printed in words


@pytest.mark.parametrize("text", ["[]", "3", "{}", json.dumps({"office": 3})])
def test_json_that_holds_no_facts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="facts of a paper"):
        facts_from_json(text)


MARKUP = "**loud** _x_ # y\n- z | {{ office.name }} <b>b</b> [a](http://a.example) `c` &amp; \\n \ue0f00\ue0f1"


def test_a_value_never_becomes_markup() -> None:
    blocks = trial(
        "# {{ person.full_name }}\n\n{{ person.full_name }}\n\n- {{ person.full_name }}\n", person=named(MARKUP)
    )

    assert blocks == (
        Heading(1, (Run(MARKUP),)),
        Paragraph((Run(MARKUP),)),
        Items(False, 1, ((Run(MARKUP),),)),
    )


def test_a_value_that_looks_like_the_place_of_another_value_stays_text() -> None:
    blocks = trial(
        "{{ person.full_name }} {{ case.reference }}", person=named("\ue0f01\ue0f1"), case=CaseFacts("ASB/1")
    )

    assert plain_text(blocks) == "\ue0f01\ue0f1 ASB/1"


def test_a_value_takes_the_style_it_stands_in() -> None:
    assert trial("By **{{ letter.date }}** _please_.") == (
        Paragraph((Run("By "), Run("17 November 2003", bold=True), Run(" "), Run("please", italic=True), Run("."))),
    )


def test_a_blank_line_in_a_value_makes_two_paragraphs_and_a_line_feed_a_line_break() -> None:
    blocks = trial("{{ person.full_name }}", person=named("one\r\ntwo\n\n three"))

    assert blocks == (Paragraph((Run("one\ntwo"),)), Paragraph((Run("three"),)))


def test_a_missing_value_is_its_label_and_marked() -> None:
    assert trial("Dear {{ person.full_name }}", person=PersonFacts()) == (
        Paragraph((Run("Dear "), Run("name of the person", missing=True))),
    )


def test_a_missing_value_that_the_template_tests_for_is_no_missing_fact() -> None:
    body = "{% if person.title %}{{ person.title }}{% else %}nobody{% endif %}{% if person.age < 18 %} young{% endif %}"

    assert trial(body, person=PersonFacts()) == (Paragraph((Run("nobody"),)),)


def test_terms_keep_their_numbers_when_one_is_struck_out() -> None:
    terms = EXAMPLE.contract.terms[1:]
    blocks = compose(template("abc"), example_facts(template("abc"), contract=replace(EXAMPLE.contract, terms=terms)))

    numbers = [clause.number for block in blocks if isinstance(block, Clauses) for clause in block.clauses]
    assert numbers == ["2", "3", "4", "5", "6"]


def test_under_ten_the_contract_is_with_the_parent() -> None:
    contract = replace(EXAMPLE.contract, kind="parental", signatories=())
    child = replace(EXAMPLE.person, full_name="Robin Mercer", age=9, date_of_birth=date(1994, 5, 4))
    made = template("abc")
    text = plain_text(compose(made, example_facts(made, contract=contract, person=child)))

    assert "Parental Control Agreement" in text
    assert "Parent or guardian  Dean Mercer" in text
    assert "Acceptable Behaviour Contract" not in text


@pytest.mark.parametrize(("age", "asked_for"), [(15, True), (17, True), (18, False), (None, False)])
def test_under_eighteen_a_parent_signs_too(age: int | None, asked_for: bool) -> None:
    made = template("abc")
    facts = example_facts(
        made, person=replace(EXAMPLE.person, age=age), contract=replace(EXAMPLE.contract, signatories=())
    )

    assert ("Parent or guardian" in plain_text(compose(made, facts)).split("\n")) is asked_for


@pytest.mark.parametrize("code", ["first-warning", "final-warning", "abc-invitation", "abc"])
def test_the_order_has_the_name_the_law_of_the_day_gives_it(code: str) -> None:
    made = template(code)
    facts = example_facts(
        made, law=replace(EXAMPLE.law, order_name="a civil injunction", order_court="the county court")
    )
    text = plain_text(compose(made, facts))

    assert (
        "asking the county court for a civil injunction" in text
        or "ask the county court for a civil injunction" in text
    )
    assert "Anti-Social Behaviour Order" not in text


def test_an_empty_contract_lacks_its_terms() -> None:
    made = template("abc")

    assert "terms of the contract" in missing_facts(compose(made, example_facts(made, contract=ContractFacts())))


def named(name: str) -> PersonFacts:
    return replace(EXAMPLE.person, full_name=name)
