"""What the people's pages decide and say, without Qt."""

from __future__ import annotations

from datetime import date

from asbdesk.domain.ages import known_age
from asbdesk.domain.casework import FlagKind, SafeToUse, UserRole
from asbdesk.domain.people import AddressValues, PersonValues
from asbdesk.domain.permissions import may
from asbdesk.domain.when import show_date
from asbdesk.queries.people import PersonPage, PersonRow


def describe(row: PersonRow) -> str:
    """A person in one line, for a list that is chosen from: name, birth, address, how often met."""
    parts = [row.name]
    if row.aliases:
        parts.append(f"also {', '.join(row.aliases)}")
    if row.born:
        parts.append(f"born {show_date(row.born)}")
    if row.address:
        parts.append(row.address)
    if row.open_cases:
        parts.append("1 open case" if row.open_cases == 1 else f"{row.open_cases} open cases")
    return ", ".join(parts)


def split_name(typed: str) -> tuple[str, str]:
    """Given names and family name of what was typed in one line: the last word, or what stands before a comma."""
    family, comma, given = (part.strip() for part in typed.partition(","))
    if comma:
        return given, family
    words = typed.split()
    return " ".join(words[:-1]), words[-1] if words else ""


def born_and_age(values: PersonValues, noted_on: date | None, today: date) -> str:
    """``born 4 Mar 1984, 19``; ``about 30``; or that neither is known."""
    age = known_age(values.born, values.approximate_age, noted_on, today)
    if values.born:
        return f"born {show_date(values.born)}, aged {age.words}" if age else f"born {show_date(values.born)}"
    return f"aged {age.words}" if age else "age not known"


def warning(page: PersonPage) -> str:
    """What staff must know before they visit; "" when there is nothing."""
    marks = [flag for flag in page.values.flags if flag.kind is FlagKind.MARKER]
    return "; ".join(f"{flag.text} ({flag.reason})" if flag.reason else flag.text for flag in marks)


def lived_there(address: AddressValues) -> str:
    """``since 1 Mar 2001``, ``from 1 Mar 1999 to 28 Feb 2001``, ``until 28 Feb 2001``, or nothing."""
    if address.lived_from and address.lived_to:
        return f"from {show_date(address.lived_from)} to {show_date(address.lived_to)}"
    if address.lived_from:
        return f"since {show_date(address.lived_from)}"
    return f"until {show_date(address.lived_to)}" if address.lived_to else ""


def safe_words(safe: SafeToUse, verb: str = "use") -> tuple[str, str]:
    """How safe it is to use a telephone or to write to an address, and the colour role beside the words."""
    if safe is SafeToUse.NO:
        return f"Do not {verb}: not safe", "alert"
    return (f"Safe to {verb}", "good") if safe is SafeToUse.YES else (f"Not asked whether safe to {verb}", "muted")


def may_change(role: UserRole) -> bool:
    """Whether the buttons that change a person are there."""
    return may(role, "record")
