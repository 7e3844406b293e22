"""Telephone numbers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from asbdesk.domain.phones import digits, is_telephone, shown, spellings


@pytest.mark.parametrize(
    "typed",
    ["020 7946 0123", "02079460123", "+44 20 7946 0123", "+44 (0)20 7946 0123", "0044 20 79460123", "020-7946-0123"],
)
def test_one_number_in_six_spellings_is_one_number(typed: str) -> None:
    assert shown(typed) == "020 7946 0123"
    assert digits(typed) == "442079460123"
    assert is_telephone(typed)


@pytest.mark.parametrize(
    ("typed", "written", "key"),
    [("07700900123", "07700 900123", "447700900123"), ("+33142685300", "+33 1 42 68 53 00", "33142685300"),
     ("call the shop", "call the shop", ""), (" 999 ", "999", "999"), ("7946 0123", "7946 0123", "79460123"),
     ("", "", "")],
)  # fmt: skip
def test_other_numbers_and_no_numbers(typed: str, written: str, key: str) -> None:
    assert (shown(typed), digits(typed)) == (written, key)


def test_the_key_is_found_as_people_type_it() -> None:
    assert spellings("447700900123").split() == ["447700900123", "07700900123"]
    assert spellings("33142685300") == "33142685300"
    assert spellings("44") == "44"
    assert spellings("") == ""


def test_the_large_package_is_loaded_only_when_asked_for() -> None:
    code = "import sys, asbdesk.domain.phones; sys.exit('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
