from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.agencies.hands import case
from tests.ui.page_fixtures import asked, desk, dressed, go, pytest_itemcollected

__all__ = ["asked", "case", "desk", "dressed", "go", "pytest_itemcollected", "tidied"]


@pytest.fixture(autouse=True)
def tidied(desk: object) -> Iterator[None]:
    """No dialog of one test is in the way of the next."""
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.close()
