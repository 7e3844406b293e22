"""Whatever the words around it, a name that is planted is found where it stands, in whatever shape."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from asbdesk.documents import guard
from asbdesk.documents.guard import ClosedPerson, Home

ZOE = ClosedPerson(
    "Complainant A", ("Zoë Quillfeather",), "Quillfeather", telephones=("01632 960777",),
    homes=(Home(("Flat 2", "16 Larch Court"), "TM3 8QX"),), born=date(1970, 11, 3),
)  # fmt: skip
SAID = "the music was heard again at night by us and by two others in May"
WORDS = st.lists(st.sampled_from(tuple(SAID.split(" "))), max_size=8)
UNSEEN = st.sampled_from(["", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"])
BLANK = st.sampled_from([" ", "\u00a0", "\u2009", "\n", "\r\n", "  "])
BETWEEN = st.sampled_from(["", " ", "-", ".", "\u00a0", " – ", "\n"])


@st.composite
def names(draw: st.DrawFn) -> str:
    given_name = draw(st.sampled_from(["Zoë", "Zoe", "ZOE", "zoe", "Zoe\u0308", "Z."]))
    family = draw(st.sampled_from(["Quillfeather", "QUILLFEATHER", "quillfeather", "Quill-\nfeather"]))
    place = draw(st.integers(1, 4))
    family = family[:place] + draw(UNSEEN) + family[place:]
    turned = f"{family},{draw(BLANK)}{given_name}"
    return draw(st.sampled_from([f"{given_name}{draw(BLANK)}{family}", turned, f"Mrs {family}", f"{family}’s"]))


@st.composite
def telephones(draw: st.DrawFn) -> str:
    start = draw(st.sampled_from(["01632", "(01632)", "+44 1632", "0044 1632", "+44 (0)1632"]))
    return f"{start}{draw(BETWEEN)}960{draw(BETWEEN)}777"


@st.composite
def addresses(draw: st.DrawFn) -> str:
    number = draw(st.sampled_from(["16", "No. 16", "Flat 2, 16", "Flat 2\n16", "nos. 14 and 16", "sixteen"]))
    kind = draw(st.sampled_from(["Court", "court", "Ct", "Crt.", "COURT"]))
    return draw(st.sampled_from([f"{number} Larch{draw(BLANK)}{kind}", f"TM3{draw(BETWEEN)}8QX", "tm38qx"]))


def days() -> st.SearchStrategy[str]:
    return st.sampled_from(
        ["3/11/1970", "03.11.70", "3rd November 1970", "1970-11-03", "3 Nov 70", "November 3, 1970", "3-11-1970",
         "the third of November 1970", "3\u00a0Nov\u00a01970", "03111970"]
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(before=WORDS, after=WORDS, planted=st.one_of(names(), telephones(), addresses(), days()))
def test_what_is_planted_is_found_where_it_stands(before: list[str], after: list[str], planted: str) -> None:
    head = f"{' '.join(before)} we saw " if before else ""
    text = f"{head}{planted} {' '.join(after)}."
    spots = guard.spots(text, [ZOE])
    assert any(each.start < len(head) + len(planted) and len(head) < each.end for each in spots), text
    assert guard.leads(ZOE) & guard.led(text)


@settings(max_examples=60, deadline=None)
@given(words=WORDS)
def test_words_that_name_nobody_stop_nothing(words: list[str]) -> None:
    assert guard.spots(" ".join(words).capitalize(), [ZOE]) == ()
