"""What is written into a PDF's drawing beside what is drawn: marks with words, and whatever no reader knows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pikepdf

from asbdesk.documents import redact_inline
from asbdesk.documents.redact_plain import TYPES

_OPERATORS = frozenset(
    """b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do EI EMC ET EX f F f* G g gs h i ID j J K k l m M n q
    Q re RG rg ri s S sc SC scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"""".split()  # noqa: SIM905
)
"""ISO 32000-1, annex A, without the marks that stand at a point and mark nothing."""
_NUMBERS = (int, float, Decimal)
_SHOWN = (*_NUMBERS, pikepdf.String)
_COLOURED = (*_NUMBERS, pikepdf.Name)
_TAKES: dict[str, tuple[Any, int]] = {
    **dict.fromkeys(("cs", "CS", "Do", "gs", "sh", "ri"), (pikepdf.Name, 1)),
    **dict.fromkeys(("Tj", "'"), (pikepdf.String, 1)), '"': (_SHOWN, 3), "d": ((*_NUMBERS, pikepdf.Array), 2),
    "Tf": (_COLOURED, 2), "scn": (_COLOURED, 33), "SCN": (_COLOURED, 33),
}  # fmt: skip
"""What operators take that do not take numbers alone, and how many at most."""
_INTENTS = frozenset({"/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"})
_SORTS = frozenset({"/Pagination", "/Layout", "/Page", "/Background", "/Header", "/Footer", "/Watermark"})
"""What an artefact may be (ISO 32000-1, 14.8.2.2.2)."""


def without_words(instructions: Sequence[Any], resources: Any) -> tuple[list[Any], bool]:
    """The instructions of a drawing that draw, marks reduced to their numbers, pictures to their dots; and whether
    anything went. Raises ``ValueError`` for a picture whose end cannot be told."""
    kept: list[Any] = []
    changed = False
    for each in instructions:
        if isinstance(each, pikepdf.ContentStreamInlineImage):
            changed = True
            kept.append(redact_inline.plain(each, resources.get("/ColorSpace", pikepdf.Dictionary())))
            continue
        operator = str(each.operator)
        if operator not in _OPERATORS:
            changed = True
            continue
        held = list(each.operands)
        made = _mark(operator, held) if operator in ("BMC", "BDC") else _taken(operator, held)
        changed = changed or made is not None
        kept.append(each if made is None else (made, pikepdf.Operator(operator)))
    return kept, changed


def _taken(operator: str, operands: list[Any]) -> list[Any] | None:
    """The operands that an operator takes; None where it has no others."""
    if operator in ("TJ", "d") and operands and isinstance(operands[-1 if operator == "TJ" else 0], pikepdf.Array):
        kinds = _SHOWN if operator == "TJ" else _NUMBERS
        plain = [
            pikepdf.Array([part for part in each if isinstance(part, kinds)])
            if isinstance(each, pikepdf.Array)
            else each
            for each in operands[-1 if operator == "TJ" else -2 :]
        ]
        return plain if plain != operands else None
    kinds, count = _TAKES.get(operator, (_NUMBERS, len(operands)))
    made = [each for each in operands if isinstance(each, kinds)][-count:] if count else []
    if operator == "ri" and str(made[0]) not in _INTENTS:
        made = [pikepdf.Name.RelativeColorimetric]
    return made if made != operands else None


def _mark(operator: str, operands: list[Any]) -> list[Any] | None:
    """A mark's operands without words; None where it has none."""
    tag = operands[0] if str(operands[0])[1:] in TYPES else pikepdf.Name.Span
    made = [tag]
    if operator == "BDC":
        held = operands[1]
        made.append(_reduced(held) if isinstance(held, pikepdf.Dictionary) else held)
    same = str(tag) == str(operands[0]) and (operator == "BMC" or made[1] == operands[1])
    return None if same else made


def _reduced(held: Any) -> Any:
    kept = {key: held[key] for key in ("/Type", "/Subtype") if key in held and str(held[key]) in _SORTS}
    if isinstance(held.get("/MCID"), int):
        kept["/MCID"] = held["/MCID"]
    return pikepdf.Dictionary(kept)
