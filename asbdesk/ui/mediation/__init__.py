"""Mediation: the list, one on its page, its dialogs, and the card on a case."""
