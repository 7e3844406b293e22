"""Everything that was found, as a list with filters. The box itself is in ``ui/search_box.py``."""
