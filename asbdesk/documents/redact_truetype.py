"""A TrueType program with the letters that are drawn and no others: no names, no remarks, nothing behind its end."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

_DRAWN = (b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep")
"""Tables that draw; a PDF's reader looks at no other but cmap (ISO 32000-1, 9.9)."""
_WORDS, _MORE, _SCALE, _TWO, _FOUR = 0x1, 0x20, 0x8, 0x40, 0x80
_NAMELESS = struct.pack(">IIHHIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0)
Maps = dict[tuple[int, int], dict[int, int]]
"""From codes to letters, by platform and coding."""


def tables(raw: bytes) -> dict[bytes, bytes]:
    """The parts of a program by name. Raises ``ValueError`` for what is none."""
    if raw[:4] not in (b"\0\1\0\0", b"true") or len(raw) < 12:
        raise ValueError("no TrueType program")
    found: dict[bytes, bytes] = {}
    for number in range(int.from_bytes(raw[4:6])):
        tag, _sum, place, size = struct.unpack_from(">4sIII", raw, 12 + 16 * number)
        found[tag] = raw[place : place + size]
    if not {b"glyf", b"head", b"loca", b"maxp"} <= set(found):
        raise ValueError("no whole TrueType program")
    return found


def maps(cmap: bytes) -> Maps:
    """The maps of a program. Raises ``ValueError`` for one that is not known here."""
    found: Maps = {}
    for number in range(int.from_bytes(cmap[2:4])):
        platform, coding, place = struct.unpack_from(">HHI", cmap, 4 + 8 * number)
        reader = _FORMATS.get(int.from_bytes(cmap[place : place + 2]))
        if reader is None:
            raise ValueError("an unknown map of letters")
        found[platform, coding] = dict(reader(cmap[place:]))
    return found


def kept(raw: bytes, wanted: Callable[[Maps], set[int]]) -> bytes:
    """The program anew; ``wanted`` answers the letters that stay. Raises ``ValueError`` or ``struct.error``."""
    held = tables(raw)
    known = maps(held[b"cmap"]) if b"cmap" in held else {}
    stay = wanted(known) | {0}
    count = int.from_bytes(held[b"maxp"][4:6])
    shapes = _shapes(held, count)
    waiting = [each for each in stay if each < count]
    while waiting:
        for part in _parts(shapes[waiting.pop()]):
            if part not in stay and part < count:
                stay.add(part)
                waiting.append(part)
    made = {tag: held[tag] for tag in _DRAWN if tag in held}
    made |= _glyphs([shape if number in stay else b"" for number, shape in enumerate(shapes)])
    made[b"head"] = held[b"head"][:20] + bytes(16) + held[b"head"][36:50] + b"\0\1\0\0"
    made[b"hmtx"] = _widths(held, stay)
    if known:
        made[b"cmap"] = _cmap({
            way: {code: each for code, each in codes.items() if each in stay} for way, codes in known.items()
        })  # fmt: skip
    made[b"post"] = _NAMELESS
    return _file(raw[:4], made)


def moved(raw: bytes, places: Mapping[int, int], codes: Mapping[int, int]) -> bytes:
    """The program with its letters in other places and under other codes; both are one to one."""
    held = tables(raw)
    count = int.from_bytes(held[b"maxp"][4:6])
    shapes, widths = _shapes(held, count), _each_width(held, count)
    new_shapes, new_widths = list(shapes), list(widths)
    for number in range(count):
        place = places.get(number, number)
        new_shapes[place], new_widths[place] = _with_parts(shapes[number], places), widths[number]
    made = held | _glyphs(new_shapes)
    made[b"head"] = held[b"head"][:50] + b"\0\1" + held[b"head"][52:]
    made[b"hmtx"] = b"".join(new_widths)
    made[b"hhea"] = held[b"hhea"][:34] + count.to_bytes(2)
    if b"cmap" in held:
        made[b"cmap"] = _cmap({
            way: {(code & 0xFF00) | codes.get(code & 0xFF, code & 0xFF): places.get(each, each)
                  for code, each in table.items()}
            for way, table in maps(held[b"cmap"]).items()
        })  # fmt: skip
    return _file(raw[:4], made)


def _each_width(held: Mapping[bytes, bytes], count: int) -> list[bytes]:
    """The width and the edge of each letter."""
    raw, wide = held[b"hmtx"], int.from_bytes(held[b"hhea"][34:36])
    last = raw[4 * wide - 4 : 4 * wide - 2]
    found = [raw[4 * number : 4 * number + 4] for number in range(min(wide, count))]
    found += [last + raw[at : at + 2].ljust(2, b"\0") for at in range(4 * wide, 4 * wide + 2 * (count - wide), 2)]
    return [each.ljust(4, b"\0") for each in found]


def _with_parts(shape: bytes, places: Mapping[int, int]) -> bytes:
    """A letter that is made of others, these being elsewhere."""
    made = bytearray(shape)
    for at, part in _parts_at(shape):
        made[at : at + 2] = places.get(part, part).to_bytes(2)
    return bytes(made)


def _shapes(held: Mapping[bytes, bytes], count: int) -> list[bytes]:
    loca, glyf = held[b"loca"], held[b"glyf"]
    if int.from_bytes(held[b"head"][50:52]):
        places = struct.unpack_from(f">{count + 1}I", loca)
    else:
        places = tuple(2 * each for each in struct.unpack_from(f">{count + 1}H", loca))
    return [glyf[first:last] for first, last in pairwise(places)]


def _parts(shape: bytes) -> Iterator[int]:
    """The letters that one is made of."""
    return (part for _, part in _parts_at(shape))


def _parts_at(shape: bytes) -> Iterator[tuple[int, int]]:
    if len(shape) < 10 or shape[0] < 0x80:
        return
    place, more = 10, True
    while more and place + 4 <= len(shape):
        flags, part = struct.unpack_from(">HH", shape, place)
        yield place + 2, part
        place += 8 if flags & _WORDS else 6
        place += 2 if flags & _SCALE else 4 if flags & _TWO else 8 if flags & _FOUR else 0
        more = bool(flags & _MORE)


def _glyphs(shapes: list[bytes]) -> dict[bytes, bytes]:
    whole, places = bytearray(), [0]
    for shape in shapes:
        whole += shape + bytes(-len(shape) % 4)
        places.append(len(whole))
    return {b"glyf": bytes(whole) or b"\0", b"loca": struct.pack(f">{len(places)}I", *places)}


def _widths(held: Mapping[bytes, bytes], stay: set[int]) -> bytes:
    made, count = bytearray(held.get(b"hmtx", b"")), int.from_bytes(held.get(b"hhea", bytes(36))[34:36])
    for number in range(count - 1):
        if number not in stay:
            made[4 * number : 4 * number + 4] = bytes(4)
    return bytes(made)


def _cmap(known: Maps) -> bytes:
    head, body = struct.pack(">HH", 0, len(known)), b""
    for (platform, coding), codes in sorted(known.items()):
        head += struct.pack(">HHI", platform, coding, 4 + 8 * len(known) + len(body))
        body += _bytes_map(codes) if platform == 1 else _segments_map(codes)
    return head + body


def _bytes_map(codes: Mapping[int, int]) -> bytes:
    return struct.pack(">HHHHH", 6, 10 + 512, 0, 0, 256) + struct.pack(">256H", *(codes.get(n, 0) for n in range(256)))


def _segments_map(codes: Mapping[int, int]) -> bytes:
    """Format 4, a segment to each code."""
    ends = [*sorted(code for code in codes if code < 0xFFFF), 0xFFFF]
    count, power = len(ends), 1 << (len(ends).bit_length() - 1)
    steps = [(codes[code] - code) % 0x10000 for code in ends[:-1]] + [1]
    body = struct.pack(f">{count}HH{count}H{count}H{count}H", *ends, 0, *ends, *steps, *[0] * count)
    search = (2 * power, power.bit_length() - 1, 2 * (count - power))
    return struct.pack(">HHHHHHH", 4, 14 + len(body), 0, 2 * count, *search) + body


def _file(kind: bytes, made: Mapping[bytes, bytes]) -> bytes:
    count, power = len(made), 1 << (len(made).bit_length() - 1)
    head = kind + struct.pack(">HHHH", count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    body, place = b"", 12 + 16 * count
    for tag, held in sorted(made.items()):
        whole = held + bytes(-len(held) % 4)
        total = sum(struct.unpack(f">{len(whole) // 4}I", whole)) & 0xFFFFFFFF
        head += struct.pack(">4sIII", tag, total, place + len(body), len(held))
        body += whole
    return head + body


def _byte_codes(raw: bytes) -> Iterator[tuple[int, int]]:
    yield from enumerate(raw[6:262])


def _trimmed(raw: bytes) -> Iterator[tuple[int, int]]:
    first, count = struct.unpack_from(">HH", raw, 6)
    yield from enumerate(struct.unpack_from(f">{count}H", raw, 10), first)


def _segmented(raw: bytes) -> Iterator[tuple[int, int]]:
    count = int.from_bytes(raw[6:8]) // 2
    ends = struct.unpack_from(f">{count}H", raw, 14)
    starts, steps, jumps = (struct.unpack_from(f">{count}H", raw, 16 + 2 * count * n) for n in (1, 2, 3))
    for number, (start, end, step, jump) in enumerate(zip(starts, ends, steps, jumps, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            if not jump:
                yield code, (code + step) % 0x10000
                continue
            place = 16 + 6 * count + 2 * number + jump + 2 * (code - start)
            letter = int.from_bytes(raw[place : place + 2])
            if letter:
                yield code, (letter + step) % 0x10000


def _grouped(raw: bytes) -> Iterator[tuple[int, int]]:
    for number in range(min(int.from_bytes(raw[12:16]), len(raw) // 12)):
        first, last, letter = struct.unpack_from(">III", raw, 16 + 12 * number)
        yield from ((code, letter + code - first) for code in range(first, min(last, first + 0xFFFF) + 1))


_FORMATS = {0: _byte_codes, 4: _segmented, 6: _trimmed, 12: _grouped}
