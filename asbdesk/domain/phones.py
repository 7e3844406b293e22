"""Telephone numbers in any spelling, by the package ``phonenumbers``; without a country code they are British.

A number counts by its length alone: ranges open and close, and those kept for drama (07700 900...) were never opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_HOME = "GB"
_HOME_CODE = "44"


def is_telephone(text: str) -> bool:
    """Is it a number that could be dialled?"""
    return _number(text) is not None


def shown(text: str) -> str:
    """``020 8547 5000``, or ``+33 1 42 68 53 00`` from abroad; what is no telephone number stays as typed."""
    from phonenumbers import PhoneNumberFormat, format_number

    number = _number(text)
    if number is None:
        return " ".join(text.split())
    home = str(number.country_code) == _HOME_CODE
    return format_number(number, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL)


def digits(text: str) -> str:
    """A key for searching, the same for each spelling: ``442085475000``. Of anything else its figures alone."""
    number = _number(text)
    if number is None:
        return "".join(sign for sign in text if sign in "0123456789")
    from phonenumbers import PhoneNumberFormat, format_number

    return format_number(number, PhoneNumberFormat.E164).removeprefix("+")


def spellings(key: str) -> str:
    """The ways in which people type the number of a :func:`digits` key, with spaces between: abroad's and home's."""
    if key.startswith(_HOME_CODE) and is_telephone(f"+{key}"):
        return f"{key} 0{key.removeprefix(_HOME_CODE)}"
    return key


def _number(text: str) -> PhoneNumber | None:
    from phonenumbers import NumberParseException, ValidationResult, is_possible_number_with_reason, parse

    try:
        number = parse(text, _HOME)
    except NumberParseException:
        return None
    whole = is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE  # not without its area code
    return number if whole else None
