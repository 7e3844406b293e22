"""Before a paper leaves: does it name somebody whom this reader may not know of?

``read`` takes the final bytes, ``find`` holds everybody against them::

    reading = guard.read(pdf)                          # or guard.read_file(name, data), guard.read_rows(name, rows)
    reading = guard.with_pictures(reading)             # the words in its pictures too, where they can be read
    findings = guard.find(reading, closed, opened)     # who, what, page, boxes in points, the words and their line

``closed`` are those whom the paper's reader may not know of, ``opened`` those whom she may: what both share (a surname,
a street, a telephone) gives nobody away. What the guard cannot read (a picture, where no text recognition is installed;
a sound) it says in ``reading.unread``.
"""

from asbdesk.documents.guard.files import read_file, read_rows
from asbdesk.documents.guard.finding import Finding, apart, find, spots
from asbdesk.documents.guard.homes import share_a_street
from asbdesk.documents.guard.leads import leads, led
from asbdesk.documents.guard.mending import mend_words, removed, stretches
from asbdesk.documents.guard.ocr import engine, with_pictures
from asbdesk.documents.guard.people import ClosedPerson, Home, OpenPerson, Spot
from asbdesk.documents.guard.reading import ONE_AT_A_TIME, Box, Part, Reading, Unreadable, read
from asbdesk.documents.guard.veil import home_of, veiled, veiled_wholly

__all__ = [
    "ONE_AT_A_TIME",
    "Box",
    "ClosedPerson",
    "Finding",
    "Home",
    "OpenPerson",
    "Part",
    "Reading",
    "Spot",
    "Unreadable",
    "apart",
    "engine",
    "find",
    "home_of",
    "leads",
    "led",
    "mend_words",
    "read",
    "read_file",
    "read_rows",
    "removed",
    "share_a_street",
    "spots",
    "stretches",
    "veiled",
    "veiled_wholly",
    "with_pictures",
]
