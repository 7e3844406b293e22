"""The kinds of incident."""

from __future__ import annotations

import pytest

from asbdesk.domain.categories import categories, plain
from asbdesk.reference_data import load_categories


def test_there_are_the_13_national_headings_and_the_boroughs_own() -> None:
    kinds = load_categories()
    assert sum(kind.national for kind in kinds.all) == 13
    for code in ("graffiti", "abandoned-vehicle", "fire", "drugs", "alcohol", "truancy"):
        assert kinds.get(code) is not None
    assert not any(kind.code.startswith("crime-") for kind in kinds.for_form())


def test_other_agencies_words_are_known_in_any_spelling() -> None:
    kinds = load_categories()
    for words in ("Anti-social behaviour", "anti-social-behaviour", "ANTI SOCIAL BEHAVIOUR", "Anti-social-behaviour"):
        assert kinds.code_for(words) == "asb-unspecified"
    assert kinds.code_for("Flytipping") == "environmental"
    assert kinds.code_for("goblins") is None
    assert plain("Rowdy/Nuisance  Neighbours!") == "rowdy nuisance neighbours"


def test_a_word_that_stands_for_two_kinds_is_refused() -> None:
    one = {"code": "a", "label": "A", "group": "borough", "qualifier": "nuisance", "words": ["same"]}
    two = {**one, "code": "b", "label": "B"}
    with pytest.raises(ValueError, match="stands for"):
        categories({"category": [one, two]})
    with pytest.raises(ValueError, match="twice"):
        categories({"category": [one, one]})


def test_a_code_of_a_later_version_is_shown_as_it_is() -> None:
    assert load_categories().label("space-debris") == "space-debris"
    assert load_categories().label("noise") == "Noise"
