"""Pictures that stand in a PDF's drawing itself: their dots, and nothing behind them."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf

from asbdesk.documents.redact_streams import components, tidied

_KEYS = frozenset(
    f"/{key}"
    for key in "BitsPerComponent ColorSpace Decode DecodeParms Filter Height ImageMask Interpolate Width".split()  # noqa: SIM905
)
_DEVICES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}


def plain(instruction: Any, colours: Any) -> Any:
    """The picture anew; ``colours`` are those that it may name. Raises ``ValueError`` where its end cannot be told."""
    image = instruction.iimage
    data = image.unparse().partition(b"\nID\n")[2].removesuffix(b"EI")
    with pikepdf.new() as bench:
        stream = pikepdf.Stream(bench, data, Subtype=pikepdf.Name.Image)
        for key in _KEYS & set(image.obj.keys()):
            stream[key] = image.obj[key]
        space = stream.get("/ColorSpace")
        if isinstance(space, pikepdf.Name) and str(space) in colours:
            stream.ColorSpace = pikepdf.Name(_DEVICES.get(components(colours[str(space)]), "/Unknown"))
        if not tidied(stream, bench):
            raise ValueError("a picture whose end cannot be told")
        if space is not None:
            stream.ColorSpace = space
        said, packing = _packed(stream)
        keys = {key: each for key, each in stream.stream_dict.items() if key in _KEYS - {"/Filter", "/DecodeParms"}}
        words = b" ".join(key.encode() + b" " + _written(each) for key, each in keys.items())
        drawn = b"BI " + words + b" " + packing + b" ID " + said.hex().encode() + b"> EI"
        (made,) = pikepdf.parse_content_stream(bench.make_stream(drawn))
    return made


def _packed(stream: Any) -> tuple[bytes, bytes]:
    """What a stream holds, and how it is packed; in figures and letters, so that nothing in it looks like its end."""
    if "/Filter" not in stream:
        return zlib.compress(bytes(stream.read_raw_bytes())), b"/F [/AHx /Fl]"
    held = stream.Filter
    filters = list(held) if isinstance(held, pikepdf.Array) else [held]
    names = b" ".join(str(each).encode() for each in filters)
    parameters = stream.get("/DecodeParms")
    given = list(parameters) if isinstance(parameters, pikepdf.Array) else [parameters] * (parameters is not None)
    if not given:
        return bytes(stream.read_raw_bytes()), b"/F [/AHx " + names + b"]"
    told = b" ".join(b"null" if each is None else each.unparse() for each in given)
    return bytes(stream.read_raw_bytes()), b"/F [/AHx " + names + b"] /DP [null " + told + b"]"


def _written(value: Any) -> bytes:
    return pikepdf.unparse_content_stream([([value], pikepdf.Operator(""))]).strip()
