"""Reads. Each takes a session and answers frozen, slotted dataclasses; rows of the ORM never leave this room."""
