"""What is read in one go stays on one line: a telephone number, the day and its month, a time, a postcode, a name with
its title, a number with what it numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from asbdesk.documents.dates import month_words

GLUE = "\0"
"""Stands for a space that no line is broken at. No text that can be printed has one."""

_MONTH = "|".join(month_words())
_BOUND = re.compile(
    r"(?<![\w/])(?:\+\d{1,3}|\(?0\d{2,4}\)?)(?: \d{2,6}){1,3}(?!\w)"  # a telephone number
    rf"|\b\d{{1,2}} (?:{_MONTH})\b"
    r"|\b\d{1,2}(?:[.:]\d\d)? (?:[ap]m|y[bp])\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"  # a postcode
    r"|\b(?:telephone|ffoniwch|ffonio) (?:999|101)\b"
    r"|\b(?:Mr|Mrs|Miss|Ms|Mx|Dr|PC) (?=[^\W\d_])"
    r"|\b(?:Complainant|Witness|Victim|Household|Person|Party) [A-Z]{1,2}\b"
    r"|\b(?:[Ss]ections?|[Ss]chedule|[Tt]erm|[Rr]equirement|[Gg]round|[Cc]ondition|[Pp]age|adran) \d"
)


@lru_cache(maxsize=20_000)
def bound(line: str) -> str:
    """The line with :data:`GLUE` for each space at which it must not be broken."""
    return _BOUND.sub(_glued, line) if " " in line else line


def _glued(found: re.Match[str]) -> str:
    return found[0].replace(" ", GLUE)
