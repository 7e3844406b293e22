"""The gallery's pictures of the templates: the list, the editor, the versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class."""
    return (
        entry("templates", "templates", busy=True),
        entry("template", "template", facts={"code": "first-contact"}, busy=True),
        entry("template-notice", "template", facts={"code": "notice-seeking-possession"}, busy=True),
        entry("dialog-template-versions", "template", facts={"code": "first-contact"}, then=_versions,
              shows="TemplateVersionsDialog", busy=True),
        entry("dialog-letter-languages", "templates", then=_languages, shows="LanguagesDialog", busy=True),
    )  # fmt: skip


def _languages(stage: Any) -> QWidget:
    from asbdesk.queries.templates import letter_settings
    from asbdesk.ui.templates.languages import LanguagesDialog

    page: Any = stage.shell.page()
    return LanguagesDialog(page, stage.desk, page.go, stage.ask(letter_settings))


def _versions(stage: Any) -> QWidget:
    from asbdesk.queries.templates import template_page
    from asbdesk.ui.templates.versions import TemplateVersionsDialog

    facts = stage.ask(template_page, "first-contact")
    page: Any = stage.shell.page()
    return TemplateVersionsDialog(page, stage.desk, facts, page.go.say)
