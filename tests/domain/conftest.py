"""Properties are tried without a clock beside them: the first call of some loads a large package."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
