"""True redaction of a picture: pixels overwritten, and nothing but pixels in the copy."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from asbdesk.domain import redaction
from asbdesk.domain.redaction import Box, Rect, Redacted
from asbdesk.errors import Refused

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 120_000_000
_QUALITY = 95
_DARK = 24
"""A JPEG's black is not always quite that."""
_OF_THE_CODING = frozenset(
    {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "compression", "resolution"}
)  # fmt: skip
"""What a picture cannot be without, and says nothing of what it shows."""


def frames(content: bytes) -> list[Picture]:
    """The pictures of a file the right way up, grey or coloured. Raises :class:`Refused` for what cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(BytesIO(content))
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("This picture is too large to be redacted here.", "Make it smaller first.")
            count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
            return [_frame(picture, number) for number in range(count)]
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise Refused("This picture is damaged or of an unknown kind.", "Ask for another copy.") from error


def _frame(picture: Picture, number: int) -> Picture:
    picture.seek(number)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith(("I", "F")):
        return _of_eight_bits(upright)
    if upright.mode in ("LA", "PA", "RGBA", "P"):  # what shines through shows white, as on paper
        ground = Image.new("RGB", upright.size, "white")
        clear = upright.convert("RGBA")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return upright if upright.mode in ("L", "RGB") else upright.convert("L" if upright.mode == "1" else "RGB")


def _of_eight_bits(deep: Picture) -> Picture:
    """Dots of 16 bits, or of numbers whose ends nobody tells: those go from the darkest to the lightest."""
    dots = np.asarray(deep)
    if deep.mode.startswith("I;16"):
        return Image.fromarray((dots >> 8).astype(np.uint8))
    dots = np.nan_to_num(dots.astype(np.float32), posinf=0, neginf=0)
    low, high = float(dots.min()), float(dots.max())
    return Image.fromarray(((dots - low) * (255 / max(high - low, 1e-9))).astype(np.uint8))


def redact(content: bytes, media_type: str, boxes: Sequence[Box]) -> Redacted:
    """The redacted copy, proven: a JPEG stays one, any other picture becomes a PNG, one of several pages a TIFF."""
    made = frames(content)
    redaction.check(boxes, [picture.size for picture in made])
    for box in boxes:
        colour = 0 if made[box.page].mode == "L" else (0, 0, 0)
        ImageDraw.Draw(made[box.page]).rectangle(_whole(box.rect), fill=colour)
    clean = [Image.frombytes(picture.mode, picture.size, picture.tobytes()) for picture in made]
    out, kind = BytesIO(), "image/png"
    if media_type == "image/jpeg":
        kind = "image/jpeg"
        clean[0].save(out, "JPEG", quality=_QUALITY, subsampling=0)
    elif len(clean) > 1:
        kind = "image/tiff"
        clean[0].save(out, "TIFF", save_all=True, append_images=clean[1:], compression="tiff_adobe_deflate")
    else:
        clean[0].save(out, "PNG", optimize=True)
    _prove(out.getvalue(), boxes, len(clean))
    dropped = "" if kind == "image/tiff" or not _moves(content) else " Of a picture that moves the first one is kept."
    return Redacted(
        out.getvalue(), kind, (),
        (f"Every dot under the {len(boxes)} boxes is black, in the file as it is read back.{dropped}",
         "Place, time, camera, thumbnail and notes that the original carried are gone."),
    )  # fmt: skip


def _moves(content: bytes) -> bool:
    with Image.open(BytesIO(content)) as picture:
        return getattr(picture, "n_frames", 1) > 1


def _whole(rect: Rect) -> tuple[int, int, int, int]:
    """Whole dots, also those that the box only touches."""
    left, top, right, bottom = rect
    return int(left), int(top), max(int(left), -int(-right // 1) - 1), max(int(top), -int(-bottom // 1) - 1)


def _prove(content: bytes, boxes: Sequence[Box], count: int) -> None:
    """Read it back. Raises :class:`Refused` for anything but black under a box, or for what came along."""
    picture = Image.open(BytesIO(content))
    carried = set(picture.info) - _OF_THE_CODING
    bad = bool(carried) or bool(picture.getexif() and picture.format != "TIFF")
    for number in range(count):
        picture.seek(number)
        grey = picture.convert("L")
        for box in boxes:
            left, top, right, bottom = _whole(box.rect)
            place = (max(0, left), max(0, top), min(grey.width, right + 1), min(grey.height, bottom + 1))
            if box.page == number and int(grey.crop(place).getextrema()[1]) > _DARK:  # pyright: ignore[reportArgumentType]
                bad = True
    if bad:
        raise Refused(
            "Reading the copy back, it was not what it should be.", "No copy was made. Cover a print, and scan it."
        )
