"""The telephone survey after a case is closed: its questions and answers are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Survey:
    """Questions and answers by their codes; ``satisfied`` are the answers that count as such."""

    questions: Mapping[str, str]
    answers: Mapping[str, str]
    satisfied: frozenset[str]


def survey(data: Mapping[str, Any]) -> Survey:
    """Out of ``resources/returns/survey.toml``."""
    return Survey(dict(data["questions"]), dict(data["answers"]), frozenset(data["satisfied"]))
