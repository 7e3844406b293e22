"""Clocks: how one is told, and the dialog in which it is stopped."""
