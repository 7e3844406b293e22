"""The rules about what is drawn: all of it belongs to an element or is an artefact, and its language is known."""

from __future__ import annotations

from collections.abc import Callable

from tests.documents.pdfua_tree import Paper

Rule = Callable[[Paper], bool]


def _speechless(key: str) -> Rule:
    def rule(paper: Paper) -> bool:
        if paper.language:
            return False
        return any(
            key in mark.properties and "/Lang" not in mark.properties and not around
            for mark, around in paper.content.spans
            if mark.properties is not None
        )

    return rule


def _text_of_no_language(paper: Paper) -> bool:
    return not paper.language and paper.content.text_without_language


CONTENT_RULES: dict[str, Rule] = {
    "7.1-t01": lambda p: p.content.artefact_in_tagged,
    "7.1-t02": lambda p: p.content.tagged_in_artefact,
    "7.1-t03": lambda p: p.content.unmarked,
    "7.2-t30": _speechless("/ActualText"),
    "7.2-t31": _speechless("/Alt"),
    "7.2-t32": _speechless("/E"),
    "7.2-t34": _text_of_no_language,
}
