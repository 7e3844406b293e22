"""What parts of a PDF hold beside what they draw: behind a picture's dots, in the names of letters, in the profiles of
colours, in the order in which letters came.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.misc import eexec
from fontTools.misc.psCharStrings import T1CharString, T2CharString
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from asbdesk.documents import redact_cff, redact_truetype
from asbdesk.documents.redact import redact
from asbdesk.domain.redaction import Box
from tests.documents.test_redact_plain import DRAWN, NOTED, SECRET, WORDS, changed, picture, plain_streams
from tests.services.redacting import SIZE, WHY, boxes_on, page_of, text_of, tools_find

LETTERS = [Name(f"/{each}") for each in NOTED]


def _add(pdf: Pdf, drawing: bytes) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(drawing))


def _inline(words: bytes, data: bytes) -> bytes:
    return b"q 20 0 0 20 300 100 cm BI /W 4 /H 4 /BPC 8 " + words + b" ID " + data + b" EI Q"


def words_behind_an_inline_pictures_dots(pdf: Pdf) -> None:
    _add(pdf, _inline(b"/CS /G", b"\x50" * 16 + WORDS))


def words_in_an_inline_picture_that_is_packed(pdf: Pdf) -> None:
    _add(pdf, _inline(b"/CS /RGB /F [/AHx /Fl]", zlib.compress(b"\x50" * 48 + WORDS).hex().encode() + b">"))


def words_behind_an_inline_picture_of_named_colours(pdf: Pdf) -> None:
    pdf.pages[0].Resources.ColorSpace = Dictionary(Cs=Array([Name.Indexed, Name.DeviceRGB, 1, b"\x10" * 6 + WORDS]))
    _add(pdf, _inline(b"/CS /Cs", b"\0" * 16 + WORDS))


def words_with_an_inline_picture(pdf: Pdf) -> None:
    _add(pdf, _inline(b"/CS /G /Note (" + WORDS + b")", b"\x50" * 16))


def words_behind_the_dots_of_one_ink(pdf: Pdf) -> None:
    ink = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0, 0], N=1)
    space = Array([Name.Separation, Name.Black, Name.DeviceRGB, ink])
    picture(pdf, b"\x50" * 1600 + WORDS, None, ColorSpace=space)


def remarks_in_a_calculation(pdf: Pdf) -> None:
    ink = pdf.make_stream(b"{ dup % " + WORDS + b"\n dup }")
    ink.FunctionType, ink.Domain, ink.Range = 4, Array([0, 1]), Array([0, 1, 0, 1, 0, 1])
    pdf.pages[0].Resources.ColorSpace = Dictionary(Cs=Array([Name.Separation, Name.Black, Name.DeviceRGB, ink]))
    _add(pdf, b"/Cs cs 1 scn 300 100 5 5 re f")


def what_no_operator_takes(pdf: Pdf) -> None:
    drawn = b"q (%b) 1 0 0 1 0 0 cm /%b ri BT /F1 12 Tf 50 300 Td (%b) (plain) Tj [(plain) /%b] TJ ET [(%b)] 0 d Q"
    _add(pdf, drawn.replace(b"%b", WORDS))


def samples_of_a_function(pdf: Pdf) -> None:
    ink = pdf.make_stream(bytes(6) + WORDS)
    ink.FunctionType, ink.Domain, ink.Range = 0, Array([0, 1]), Array([0, 1, 0, 1, 0, 1])
    ink.Size, ink.BitsPerSample = Array([2]), 8
    pdf.pages[0].Resources.ColorSpace = Dictionary(Cs=Array([Name.Separation, Name.Black, Name.DeviceRGB, ink]))
    _add(pdf, b"/Cs cs 1 scn 300 100 5 5 re f")


def the_kinds_of_a_pictures_rows(pdf: Pdf) -> None:
    rows = b"".join(bytes([sign]) + b"\x60" * 120 for sign in WORDS.ljust(40))
    picture(pdf, zlib.compress(rows), Name.FlateDecode,
            DecodeParms=Dictionary(Predictor=15, Colors=3, Columns=40, BitsPerComponent=8))  # fmt: skip


def a_profile_of_colours(pdf: Pdf) -> None:
    profile = pdf.make_stream(bytes(36) + b"acsp" + bytes(88) + b"priv" + WORDS)
    profile.N = 3
    picture(pdf, b"\x50" * 4800, None, ColorSpace=Array([Name.ICCBased, profile]))


def a_profile_within_a_jpeg_2000(pdf: Pdf) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 40), (10, 200, 90)).save(out, "JPEG2000")
    data = out.getvalue()
    at = data.index(b"jp2h") - 4
    size = int.from_bytes(data[at : at + 4])
    more = struct.pack(">I4sBBB", 11 + len(WORDS), b"colr", 2, 0, 0) + WORDS
    picture(pdf, data[:at] + (size + len(more)).to_bytes(4) + data[at + 4 : at + size] + more + data[at + size :],
            Name.JPXDecode)  # fmt: skip


def parts_of_a_photograph_that_draw_nothing(pdf: Pdf) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 40), (120, 200, 90)).save(out, "JPEG")
    size = (2 + len(WORDS)).to_bytes(2)
    adobe = b"\xff\xee" + (14 + len(WORDS)).to_bytes(2) + b"Adobe\0\x64\0\0\0\0\x01" + WORDS
    head = adobe + b"\xff\xf0" + size + WORDS + WORDS
    picture(pdf, out.getvalue()[:2] + head + out.getvalue()[2:], Name.DCTDecode)


def _font(pdf: Pdf, **more: Any) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for key, value in more.items():
        font[f"/{key}"] = value
    pdf.pages[0].Resources.Font["/F9"] = pdf.make_indirect(font)
    _add(pdf, DRAWN.replace(b"/F1", b"/F9").replace(b"plain", b"AB"))


def the_name_of_a_letter(pdf: Pdf) -> None:
    _font(pdf, Encoding=Dictionary(Type=Name.Encoding, Differences=[65, Name(f"/{NOTED}"), Name.B]))


def the_name_of_a_face(pdf: Pdf) -> None:
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name(f"/{NOTED}"), FontFamily=String(NOTED), Flags=32)
    _font(pdf, BaseFont=Name(f"/{NOTED}"), FontDescriptor=descriptor, FirstChar=65, LastChar=66, Widths=[600, 600])


def what_reads_the_parts_of_a_text(pdf: Pdf) -> None:
    part = pdf.make_indirect(Dictionary(
        Type=Name.StructElem, S=Name.P, K=0, Pg=pdf.pages[0].obj, ActualText=String(NOTED), Alt=String(NOTED),
        E=String(NOTED), T=String(NOTED), ID=String(NOTED), C=Name(f"/{NOTED}")))  # fmt: skip
    root = pdf.make_indirect(Dictionary(
        Type=Name.StructTreeRoot, K=Array([part]), ParentTree=Dictionary(Nums=Array([0, Array([part])])),
        ClassMap=Dictionary({f"/{NOTED}": Dictionary(O=Name.Layout)})))  # fmt: skip
    part.P, pdf.Root.StructTreeRoot, pdf.pages[0].StructParents = root, root, 0


WAYS = [words_behind_an_inline_pictures_dots, words_in_an_inline_picture_that_is_packed,
        words_behind_an_inline_picture_of_named_colours, words_with_an_inline_picture,
        words_behind_the_dots_of_one_ink, remarks_in_a_calculation,
        what_no_operator_takes, samples_of_a_function, the_kinds_of_a_pictures_rows, a_profile_of_colours,
        a_profile_within_a_jpeg_2000,
        parts_of_a_photograph_that_draw_nothing, the_name_of_a_letter, the_name_of_a_face,
        what_reads_the_parts_of_a_text]  # fmt: skip


def opened(content: bytes) -> bytes:
    """All that a file holds, each picture of its drawings unpacked as well."""
    held = [content]
    with pikepdf.open(BytesIO(content)) as pdf:
        for each in pdf.objects:
            held.append(each.unparse())
            if isinstance(each, Stream):
                if each.get("/Subtype") == "/Image" and "/DecodeParms" in each:
                    rows = zlib.decompress(each.read_raw_bytes())
                    held.append(rows[:: 1 + 3 * int(each.Width)])
                try:
                    held.append(each.read_bytes())
                except pikepdf.PdfError:
                    held.append(each.read_raw_bytes())
        for page in pdf.pages:
            for each in pikepdf.parse_content_stream(page):
                if isinstance(each, pikepdf.ContentStreamInlineImage):
                    words, _, data = each.iimage.unparse().partition(b"\nID\n")
                    packed = bytes.fromhex(data[:-2].decode().strip().rstrip(">")) if b"/AHx" in words else data
                    held += [words, zlib.decompress(packed) if b"/Fl" in words else packed]
    return b"\n".join(held)


@pytest.mark.parametrize("way", WAYS, ids=lambda each: each.__name__)
def test_a_part_of_a_page_holds_nothing_but_what_it_draws(way: Callable[[Pdf], None]) -> None:
    content = changed(way)
    assert WORDS in opened(content)
    made = redact(content, boxes_on(content, SECRET))
    assert made.burned == ()
    assert WORDS not in opened(made.content)
    assert "Nothing to hide." in text_of(made.content)


def test_letters_that_no_page_draws_have_no_names(tmp_path: Path) -> None:
    def spelt(pdf: Pdf) -> None:
        _font(pdf, Encoding=Dictionary(Type=Name.Encoding, Differences=[65, Name.A, Name.B, 193, *LETTERS]))

    def drawn(pdf: Pdf) -> None:
        glyph = pdf.make_stream(b"500 0 0 0 500 500 d1 0 0 500 500 re f")
        _font(pdf, Subtype=Name.Type3, FontBBox=[0, 0, 500, 500], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
              CharProcs=Dictionary({f"/{NOTED}": glyph, "/eee": glyph}), FirstChar=65, LastChar=66, Widths=[500, 500],
              Encoding=Dictionary(Type=Name.Encoding, Differences=[65, Name(f"/{NOTED}"), Name.eee]))  # fmt: skip

    for way in (spelt, drawn):
        content = changed(way)
        with pikepdf.open(BytesIO(content)) as pdf:
            pdf.add_blank_page(page_size=SIZE)
            out = BytesIO()
            pdf.save(out)
        made = redact(out.getvalue(), [Box(1, 10, 500, 20, 10, WHY)])
        assert made.burned == ()
        assert tools_find(made.content, NOTED, tmp_path) == []
        with pikepdf.open(BytesIO(made.content)) as pdf:
            held = [each.get("/Encoding") for each in pdf.pages[0].Resources.Font.values()]
            (coding,) = (each for each in held if isinstance(each, Dictionary))
            names = [str(each) for each in coding.Differences if isinstance(each, Name)]
        assert names in (["/A", "/B"], ["/g65", "/g66"])


def _index(*parts: bytes) -> bytes:
    ends = [1]
    for each in parts:
        ends.append(ends[-1] + len(each))
    return struct.pack(">HB", len(parts), 2) + struct.pack(f">{len(ends)}H", *ends) + b"".join(parts)


def cff(*names: str) -> bytes:
    """A program of squares under these names, a notice in it and words behind its end."""
    square = bytes([139, 139, 21, 239, 6, 239, 7, 39, 6, 14])
    fixed = b"\1\0\4\1" + _index(b"Zebrawood") + _index(bytes(6 * 3 + 11))
    texts = _index(*(each.encode() for each in names), b"Notice of Zebrawood") + b"\0\0"
    charset = b"\0" + struct.pack(f">{len(names)}H", *range(391, 391 + len(names)))
    at = len(fixed) + len(texts)
    top = b"".join(b"\x1d" + number.to_bytes(4) + bytes([what]) for number, what in (
        (at, 15), (at + len(charset), 17), (391 + len(names), 1)))  # fmt: skip
    top += b"\x1d" + bytes(4) + b"\x1d" + at.to_bytes(4) + bytes([18])  # nothing of its own
    head = b"\1\0\4\1" + _index(b"Zebrawood") + _index(top)
    return head + texts + charset + _index(b"\x0e", *[square] * len(names)) + b"Zebrawood"


def test_a_program_of_letters_keeps_those_that_are_drawn_and_no_names() -> None:
    raw = cff("Zebrawood", "Ze", "wood")
    assert [each.name for each in redact_cff.glyphs(raw)] == [".notdef", "Zebrawood", "Ze", "wood"]
    made = redact_cff.kept(raw, lambda known: {each.place for each in known if each.name == "Zebrawood"},
                           lambda name: "g".ljust(len(name), "0"))  # fmt: skip
    assert [each.name for each in redact_cff.glyphs(made)][:2] == [".notdef", "g00000000"]
    assert b"ood" not in made
    assert made.count(bytes([139, 139, 21])) == 1


def _square(side: int) -> list[Any]:
    return [100, 0, "rmoveto", side, "hlineto", side, "vlineto", -side, "hlineto"]


def type1(letters: str) -> bytes:
    """A Type 1 program in which letters are squares, one of them called as a routine; a notice in it."""
    body = b"dup /Private 2 dict dup begin /lenIV 0 def /Subrs 1 array\n"

    def coded(*program: Any) -> bytes:
        made = T1CharString(program=list(program))
        made.compile()
        return eexec.encrypt(made.bytecode, 4330)[0]

    routine = coded(*_square(ord(letters[0])), "return")
    body += b"dup 0 %d RD %s NP\nND\n2 index /CharStrings %d dict dup begin\n" % (
        len(routine), routine, len(letters) + 1)  # fmt: skip
    for each in (".notdef", *letters):
        drawn = [0, "callsubr"] if each == letters[0] else _square(ord(each[-1]) if len(each) == 1 else 0)
        held = coded(0, 600, "hsbw", *drawn, "closepath", "endchar")
        body += b"/%s %d RD %s ND\n" % (each.encode(), len(held), held)
    coding = "".join(f"dup {ord(each)} /{each} put\n" for each in letters)
    said = f"%!FontType1-1.0: Zebrawood\n/FontMatrix [0.001 0 0 0.001 0 0] def\n/Encoding 256 array\n{coding}def\n"
    return said.encode() + b"currentfile eexec\n" + eexec.encrypt(b"0000" + body + b"end\n", 55665)[0]


def opentype(letters: str) -> bytes:
    """The same letters in an OpenType font."""
    builder: Any = FontBuilder(1000, isTTF=False)
    names = [".notdef", *letters]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(each): each for each in letters})
    drawn = {each: T2CharString(program=[600, *(_square(ord(each[-1])) if len(each) == 1 else ()), "endchar"])
             for each in names}  # fmt: skip
    builder.setupCFF("Zebrawood", {"Notice": "Zebrawood"}, drawn, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Zebrawood"})
    builder.setupPost()
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


@pytest.mark.parametrize("make", [type1, opentype])
def test_a_page_in_type_1_or_opentype_stays_text_and_its_font_loses_the_hidden_letters(
    make: Callable[[str], bytes], tmp_path: Path
) -> None:
    def written(pdf: Pdf) -> None:
        program = pdf.make_stream(make("QuixyThelad"))
        if make is opentype:
            program.Subtype = Name.OpenType
        described = Dictionary(Type=Name.FontDescriptor, FontName=Name.Zebrawood, Flags=4, ItalicAngle=0, StemV=80,
                               FontBBox=[0, 0, 600, 200], Ascent=200, Descent=0, CapHeight=200)  # fmt: skip
        described[Name.FontFile3 if make is opentype else Name.FontFile] = program
        pdf.pages[0].Resources.Font[Name.Own] = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Zebrawood, FirstChar=0, LastChar=255,
            Widths=[600] * 256, Encoding=Name.WinAnsiEncoding, FontDescriptor=described,
        )  # fmt: skip
        _add(pdf, b"BT /Own 20 Tf 60 300 Td (Thelad) Tj 0 -60 Td (Quixxy) Tj ET")

    content = changed(written)
    made = redact(content, boxes_on(content, "Quixxy"))
    assert made.burned == ()
    assert "Thelad" in text_of(made.content)
    assert tools_find(made.content, "Quixxy", tmp_path) == tools_find(made.content, "Zebrawood", tmp_path) == []
    with pikepdf.open(BytesIO(made.content)) as pdf:
        program = pdf.pages[0].Resources.Font[Name.Own].FontDescriptor.FontFile3.read_bytes()
    drawn = [each.name for each in redact_cff.glyphs(program)]
    assert sorted(name for name in drawn if len(name) == 1) == sorted("Thelad")


def _program(content: bytes) -> tuple[Any, Any, str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        (font,) = (each for each in pdf.pages[0].Resources.Font.values() if "/FontDescriptor" in each)
        codes = plain_streams(content)
        return redact_truetype.opened(font.FontDescriptor.FontFile2.read_bytes()), str(font.BaseFont), str(codes)


def _drawn_shapes(content: bytes) -> Sequence[int]:
    held, *_ = _program(content)
    return [place for place, name in enumerate(held.getGlyphOrder()) if held["glyf"][name].numberOfContours]


def test_a_face_made_for_a_paper_loses_the_letters_of_a_hidden_word() -> None:
    content = page_of(["The lad ran there.", "He saw Quixxy."], "Body")
    made = redact(content, boxes_on(content, "Quixxy"))
    assert made.burned == ()
    held, face, _ = _program(made.content)
    assert face.startswith("/AAAAAA+Face")
    assert {"name", "OS/2", "post"}.isdisjoint(held.keys())
    shown = {each for each in text_of(made.content) if each.strip()}
    assert len(_drawn_shapes(made.content)) <= len(shown) + 2  # nothing, and a space
    assert not {f"{ord(each):04X}" for each in "Qxy"} & set(
        plain_streams(made.content).decode("latin-1").replace("<", " ").replace(">", " ").split()
    )


def test_letters_that_were_numbered_as_they_came_do_not_spell_the_first_word() -> None:
    content = page_of(["Quilfeathr saw it.", "The squire left out a rather equal hat; I felt it."], "Body")
    made = redact(content, boxes_on(content, "Quilfeathr"))
    assert made.burned == ()
    assert "The squire left out a rather equal hat; I felt it." in text_of(made.content)
    with pikepdf.open(BytesIO(made.content)) as pdf:
        (font,) = (each for each in pdf.pages[0].Resources.Font.values() if "/FontDescriptor" in each)
        rows = [line.split() for line in font.ToUnicode.read_bytes().decode().splitlines() if line.startswith("<")]
    said = [bytes.fromhex(row[1][1:-1]).decode("utf-16-be") for row in rows if len(row[1]) == 6]
    letters = [each for each in said if each.isalpha()]
    assert "uilfeathr" not in "".join(letters).replace("Q", "")
    assert letters == sorted(letters)
