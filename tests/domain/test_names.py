"""Names folded, cut and keyed."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.names import Nicknames, PersonName, fold, keys, near_keys, nicknames, query_keys, tokens
from asbdesk.paths import resource
from asbdesk.reference_data import load_nicknames, load_typed_names, load_wider_nicknames


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("O'Brien", "obrien"), ("O’BRIEN", "obrien"), ("José  García", "jose garcia"), ("Smith-Jones", "smith jones"),
        ("Groß", "gross"), ("GROẞ", "gross"), ("Søren Ærø", "soren aero"), ("Łukasz", "lukasz"), ("Þóra", "thora"),
        ("İbrahim Yıldız", "ibrahim yildiz"), ("St. John, Q.C.", "st john q c"), ("e\u0301milie", "emilie"),
        ("Müller", "muller"), ("Иванов", "иванов"), ("राम", "राम"), ("ﬁnn", "finn"), ("💩", "💩"), ("  ", ""),
    ],
)  # fmt: skip
def test_names_fold_to_what_people_mean(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert tokens(text) == tuple(once.split())


@given(st.text(max_size=40))
def test_any_name_that_says_something_is_found_by_itself(text: str) -> None:
    known = load_nicknames()
    assert bool(keys([text], known)) == bool(text.split())
    if text.split():
        assert keys([text], known) & query_keys(text, known)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("dean merc", "Dean Mercer"), ("mercr", "Dean Mercer"), ("emrcer", "Dean Mercer"), ("deano", "Dean Mercer"),
        ("merser", "Dean Mercer"), ("smyth", "John Smith"), ("katie", "Catherine OBrien"), ("o brien", "Kay O'Brien"),
        ("mac donald", "Ron McDonald"), ("d", "Dean Mercer"), ("me", "Dean Mercer"), ("Steven", "Stephen Hall"),
        ("di chiera", "Jacob Dichiera"), ("obrien", "Kay O Brien"),
    ],
)  # fmt: skip
def test_typed_names_share_a_key_with_the_person(typed: str, name: str) -> None:
    known = load_nicknames()
    assert query_keys(typed, known) & keys([name], known)


def test_different_names_share_no_key() -> None:
    known = load_nicknames()
    assert not query_keys("Amina Testwick", known) & keys(["Dean Mercer"], known)


def test_a_short_form_may_belong_to_several_names() -> None:
    known = nicknames({"christopher": ["chris"], "christina": ["chris", "tina"]})
    assert known.share("chris", "christopher")
    assert known.share("chris", "christina")
    assert not known.share("christopher", "christina")


@pytest.mark.parametrize(
    ("file", "known"), [("nicknames.toml", load_nicknames()), ("nicknames-wider.toml", load_wider_nicknames())]
)
def test_the_lists_of_nicknames_are_folded_and_every_form_finds_its_name(file: str, known: Nicknames) -> None:
    groups: dict[str, list[str]] = tomllib.loads(resource(file).read_text(encoding="utf-8"))["names"]
    assert len(groups) > 200
    for name, forms in groups.items():
        assert len(set(forms)) == len(forms) > 0
        assert name not in forms
        for form in forms:
            assert fold(form) == form
            assert known.share(form, name)


def test_a_full_name_has_no_stray_spaces() -> None:
    assert PersonName("Dean", "Mercer").full == "Dean Mercer"
    assert PersonName("", "Mercer").full == "Mercer"
    assert PersonName("Dean").full == "Dean"


def test_the_list_of_names_as_heard_is_folded_and_every_form_finds_its_name() -> None:
    groups: dict[str, list[str]] = tomllib.loads(resource("names-as-heard.toml").read_text(encoding="utf-8"))["names"]
    assert len(groups) > 150
    for name, forms in groups.items():
        assert fold(name) == name
        assert len(set(forms)) == len(forms) > 0
        assert name not in forms
        assert all(fold(form) == form and load_typed_names().share(form, name) for form in forms)


def test_a_name_with_a_letter_wrong_shares_a_key_with_its_person() -> None:
    known = load_nicknames()
    for typed in ("jacqeline", "jacquekine", "jaccquxeline"):
        assert near_keys(typed) & keys(["Jacqueline Demonby"], known), typed
    assert not near_keys("jac")
