"""Telephone numbers in any spelling, by the package ``phonenumbers``; without a country code they are British."""

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
    written = format_number(number, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL)
    return f"{written} ext. {number.extension}" if number.extension and "ext" not in written else written


def digits(text: str) -> str:
    """A key for searching, the same for each spelling: ``442085475000``. Without a valid number its figures alone."""
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
    from phonenumbers import NumberParseException, is_valid_number, parse

    try:
        number = parse(text, _HOME)
    except NumberParseException:
        return None
    return number if is_valid_number(number) else None
