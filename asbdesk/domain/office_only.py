"""Papers and files that name people as they are, for the office alone: they say so, and so do their names."""

from __future__ import annotations

STAMP = "Office only: not to leave the office."


def file_name(name: str) -> str:
    """The name that such a file is offered."""
    return f"Office only - {name}"
