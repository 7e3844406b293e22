"""Pseudonyms."""

from __future__ import annotations

import pytest

from asbdesk.domain.casework import CaseRole
from asbdesk.domain.disclosure import next_pseudonym


def test_letters_run_through_the_case_whatever_the_role() -> None:
    assert next_pseudonym(CaseRole.COMPLAINANT, []) == "Complainant A"
    assert next_pseudonym(CaseRole.WITNESS, ["Complainant A"]) == "Witness B"
    assert next_pseudonym(CaseRole.PARENT, ["Complainant A", "Witness B"]) == "Parent C"


def test_after_z_come_two_letters() -> None:
    taken: list[str] = []
    for _ in range(703):
        taken.append(next_pseudonym(CaseRole.WITNESS, taken))
    assert taken[25:28] == ["Witness Z", "Witness AA", "Witness AB"]
    assert taken[-2:] == ["Witness ZZ", "Witness AAA"]
    assert len(set(taken)) == len(taken)


def test_the_letter_of_somebody_who_left_is_not_given_again() -> None:
    assert next_pseudonym(CaseRole.COMPLAINANT, ["Witness B"]) == "Complainant C"


def test_a_perpetrator_has_no_pseudonym() -> None:
    with pytest.raises(ValueError, match="no pseudonym"):
        next_pseudonym(CaseRole.PERPETRATOR, [])
