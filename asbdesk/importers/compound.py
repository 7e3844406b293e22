"""The container of old workbooks (a compound file, [MS-CFB]): looked through before calamine opens it.

calamine follows a chain of sectors as far as it goes: one that comes back to itself, in a damaged file or one made to
harm, fills the memory. The chains are walked here first, over numbers alone.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

_END, _FREE, _LARGEST = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFA
"""The last of a chain, and a sector that nobody uses; sectors are numbered up to the third."""
_HEADER = struct.Struct("<30xHH10x8I")
_IN_HEADER, _HEADER_SIZE = 109, 512
_SHIFTS = (9, 12)
_ENTRY, _STREAM, _ROOT = 128, 2, 5


class Broken(Exception):
    """The chains do not hold together."""


def stream_names(path: Path) -> tuple[str, ...]:
    """The names of what the container holds. Raises :class:`Broken`."""
    content = path.read_bytes()
    try:
        return tuple(_looked_through(content))
    except (struct.error, IndexError, UnicodeDecodeError, ValueError) as error:
        raise Broken from error


def _looked_through(content: bytes) -> Iterator[str]:
    shift, small, tables, directory, _, cutoff, first_small, _, first_more, _ = _HEADER.unpack_from(content)
    if shift not in _SHIFTS or small >= shift:
        raise Broken
    size = 1 << shift
    sectors = max(0, (len(content) >> shift) - 1) + 1
    if tables > sectors:
        raise Broken
    at = list(_tables(content, size, sectors, first_more))[:tables]
    chains = _numbers(content, size, at)
    little = _numbers(content, size, _chain(first_small, chains, sectors))
    smalls = (len(content) >> small) + 1
    for number in _chain(directory, chains, sectors):
        for place in range((number + 1) * size, (number + 2) * size, _ENTRY):
            entry = content[place : place + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 64) if len(entry) == _ENTRY else (0, 0)
            if kind not in (_STREAM, _ROOT):
                continue
            start, many = struct.unpack_from("<IQ", entry, 116)
            in_small = kind == _STREAM and (many & 0xFFFFFFFF) < cutoff
            for _ in _chain(start, little if in_small else chains, smalls if in_small else sectors):
                pass
            yield entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")


def _tables(content: bytes, size: int, sectors: int, first_more: int) -> Iterator[int]:
    """The sectors that hold the chains: the first hundred or so are named in the header, each more by another one."""
    yield from struct.unpack_from(f"<{_IN_HEADER}I", content, _HEADER_SIZE - 4 * _IN_HEADER)
    number = first_more
    for _ in range(sectors):
        if number > _LARGEST:
            return
        *named, number = _numbers(content, size, (number,))
        yield from named
    raise Broken


def _numbers(content: bytes, size: int, sectors: Sequence[int] | Iterator[int]) -> array[int]:
    found = array("I")
    for number in sectors:
        if number <= _LARGEST:
            found.frombytes(content[(number + 1) * size : (number + 2) * size].ljust(size, b"\xff"))
    return found


def _chain(start: int, chains: Sequence[int], most: int) -> Iterator[int]:
    number, steps = start, 0
    while number <= _LARGEST:
        steps += 1
        if steps > most or number >= len(chains):
            raise Broken
        yield number
        number = chains[number]
