"""Insight: where and when it happens, who persists and who suffers again, and what comes of the work."""
