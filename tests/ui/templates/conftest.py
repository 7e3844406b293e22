"""A desk on an office of its own, and a way to other pages that remembers."""

from tests.ui.page_fixtures import asked, desk, dressed, go, pytest_itemcollected

__all__ = ["asked", "desk", "dressed", "go", "pytest_itemcollected"]
