"""The gallery's pictures of redaction and of the bundle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

CHOSEN = {"picture": "SELECT id FROM exhibit WHERE media_type = 'image/png' ORDER BY id LIMIT 1"}


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    return (
        entry("redact", "redact", "picture", busy=True),
        entry("order-bundle", "order", "schedule", facts={"tab": "BundleTab"}, busy=True),
    )
