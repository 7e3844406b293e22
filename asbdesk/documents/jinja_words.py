"""What is wrong with a template's statements and fields, in words for somebody who has never heard of Jinja."""

from __future__ import annotations

import re

import jinja2

_TAG = re.compile(r"\{%[-+]?\s*(end)?(if|for)\b")
_UNCLOSED = re.compile(r"\{([{%])(?:(?!\}\}|%\}|\{\{|\{%)[^\n])*(?=\{\{|\{%|\n|\Z)")
"""An opening that nothing closes before the next one, or before its line ends."""
_UNKNOWN = re.compile(r"unknown tag '(\w+)'")
_SECOND = frozenset({"else", "elif", "endif", "endfor"})


def broken(body: str, error: jinja2.TemplateSyntaxError) -> tuple[int, str]:
    """The line, counted from the body's first, and what is the matter there."""
    message = str(error.message)
    if found := _UNCLOSED.search(body):
        field = found[1] == "{"
        words = "{{ is not closed: write }} behind the field." if field else "{% is not closed: write %} behind it."
        return body.count("\n", 0, found.start()) + 1, words
    unknown = _UNKNOWN.search(message)
    if unknown and unknown[1] in _SECOND:
        return error.lineno, f"{{% {unknown[1]} %}} stands here with nothing before it that it could belong to."
    if unknown:
        return error.lineno, f"there is no {{% {unknown[1]} %}}; there are if, else, endif, for and endfor."
    left = _left_open(body)
    if message.startswith("Unexpected end of template") and left:
        line, word = left
        return line, f"{{% {word} … %}} is not closed: write {{% end{word} %}} where it ends."
    return error.lineno, f"this cannot be read: {message.split(' Jinja ', maxsplit=1)[0].rstrip('.')}."


def _left_open(body: str) -> tuple[int, str] | None:
    """The innermost statement that nothing closes."""
    opened: list[tuple[int, str]] = []
    for found in _TAG.finditer(body):
        if not found[1]:
            opened.append((body.count("\n", 0, found.start()) + 1, found[2]))
        elif opened and opened[-1][1] == found[2]:
            opened.pop()
    return opened[-1] if opened else None
