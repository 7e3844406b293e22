from tests.ui.agencies.hands import case
from tests.ui.page_fixtures import asked, desk, dressed, go, pytest_itemcollected

__all__ = ["asked", "case", "desk", "dressed", "go", "pytest_itemcollected"]
