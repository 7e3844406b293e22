"""Pieces that every page is made of: lists, fields, cards, the ladder, the PDF view. Nothing here knows a case or a person.

What needs the office takes a ``desk`` and query functions. Pages import from the modules here; nothing here imports a page.
"""
