"""The sheet that is printed to try an envelope: its window drawn where it ought to show, and the address as letters
from now on would have it."""

from __future__ import annotations

from dataclasses import replace

from asbdesk.documents.facts import OfficeFacts
from asbdesk.documents.markdown import blocks_of
from asbdesk.documents.paper import Paper
from asbdesk.domain.envelope import millimetres

ADDRESS = ("Mr Specimen Person", "Flat 2, Example House", "1 Example Street", "Thornmere", "TM1 1AA")
_WORDS = """# Envelope test sheet

1. Fold this sheet at the two marks on its left edge and put it into one of your envelopes.
2. The frame is where the window ought to be. Its marks are a millimetre apart; every fifth is longer.
3. Does the whole address show? Then nothing need be changed.
4. If not, count how many millimetres the address must move to the right and down, and enter them\
 under Settings, Envelope window.
5. Print this sheet again. All letters from now on have their address there; letters that were filed stay as they are.

The address on this sheet has been moved **{right} mm to the right** and **{down} mm down**.
"""


def envelope_sheet(office: OfficeFacts, right: int, down: int) -> Paper:
    """The sheet with the address moved by so many tenths of a millimetre."""
    moved = replace(office, window_right=right, window_down=down)
    words = _WORDS.format(right=millimetres(right), down=millimetres(down))
    return Paper(
        title="Envelope test sheet",
        blocks=blocks_of(words, []),
        office=moved,
        address=ADDRESS,
        foot=False,
        guides=True,
    )
