"""References as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.references import (
    Kind,
    NotAReference,
    Reference,
    case_reference,
    contract_reference,
    document_reference,
    find_reference,
    incident_reference,
    order_reference,
    parse_reference,
)


def test_references_look_as_printed() -> None:
    case = case_reference(2003, 147)
    assert case == "ASB/2003/0147"
    assert incident_reference(2003, 12) == "INC/2003/00012"
    assert document_reference(case, 3) == "ASB/2003/0147/L3"
    assert contract_reference(case, 1) == "ASB/2003/0147/C1"
    assert order_reference(case, 1) == "ASB/2003/0147/O1"
    assert parse_reference("2003/147/c1").case == case


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ASB/2003/0147", "ASB/2003/0147"), ("asb 2003 147", "ASB/2003/0147"), ("2003/147", "ASB/2003/0147"),
        (" Asb-2003-0147 ", "ASB/2003/0147"), ("ASB20030147", "ASB/2003/0147"), ("2003 12345", "ASB/2003/12345"),
        ("inc 2003 12", "INC/2003/00012"), ("INC/2003/00012", "INC/2003/00012"), ("2003/147/l3", "ASB/2003/0147/L3"),
        ("asb_2003_147 C 1", "ASB/2003/0147/C1"), ("2003/147L12", "ASB/2003/0147/L12"),
        ("asb 2003 147 o1", "ASB/2003/0147/O1"),
    ],
)  # fmt: skip
def test_a_reference_is_understood_however_it_is_typed(typed: str, meant: str) -> None:
    assert str(parse_reference(typed)) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "147", "2003", "ASB", "ASB/2003", "ASB/2003/0", "ASB/2003/147/L0", "ASB/2003/147/X1", "INC/2003/12/L1",
     "case 2003/147", "ASB/03/147", "2003147", "Dean Mercer", "٢٠٠٣/١٤٧", "ASB/2003/147/L"],
)  # fmt: skip
def test_anything_else_is_no_reference(typed: str) -> None:
    assert find_reference(typed) is None
    with pytest.raises(NotAReference, match="ASB/2003/0147"):
        parse_reference(typed)


@given(
    st.sampled_from(["case", "incident", "document", "contract"]),
    st.integers(1000, 2999),
    st.integers(1, 999_999),
    st.integers(1, 9999),
)
def test_what_is_printed_is_read_back(kind: Kind, year: int, number: int, part: int) -> None:
    reference = Reference(kind, year, number, part if kind in ("document", "contract") else 0)
    assert parse_reference(str(reference)) == reference
