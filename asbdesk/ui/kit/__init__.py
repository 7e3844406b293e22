"""Pieces that every page is made of: lists, fields, cards, the ladder, the PDF view. No case or person is known here.

What needs the office takes a ``desk`` and query functions. Pages import from the modules here; no piece
imports a page.
"""
