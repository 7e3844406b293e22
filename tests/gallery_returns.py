"""The gallery's pictures of returns, targets and case reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

CHOSEN = {"return": "SELECT min(id) FROM submitted_return"}


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class. The keys of ids are those of the gallery."""
    return (
        entry("returns", "returns", busy=True),
        entry("returns-year", "returns", then=_year_before),
        entry("return", "return", "return", busy=True),
        entry("case-reviews", "case-reviews", busy=True),
        entry("dialog-review-ask", "case-reviews", then=_review("AskDialog", "meets"), shows="AskDialog"),
        entry("dialog-review-decide", "case-reviews", then=_review("DecideDialog", "reviews"), shows="DecideDialog"),
        entry("dialog-review-hold", "case-reviews", then=_review("HoldDialog", "reviews"), shows="HoldDialog"),
        entry("dialog-cost", "case", "case", then=_outcome("CostDialog"), shows="CostDialog"),
        entry("dialog-survey", "case", "case", then=_outcome("SurveyDialog"), shows="SurveyDialog"),
        entry(
            "dialog-review-application", "case", "case", then=_outcome("ApplicationDialog"), shows="ApplicationDialog"
        ),
        entry("targets", "targets", busy=True),
        entry("dialog-target", "targets", then=_target("change", "TargetDialog"), shows="TargetDialog"),
        entry("dialog-plan-action", "targets", then=_target("add_action", "ActionDialog"), shows="ActionDialog"),
        entry(
            "dialog-year-review", "targets", then=_target("review_year", "YearReviewDialog"), shows="YearReviewDialog"
        ),
        entry("three-years", "three-years", busy=True),
        entry("dialog-file-audit", "three-years", then=_file, shows="FileDialog"),
        entry("dialog-homes", "returns", then=_dialog("ask_homes", "YearDialog"), shows="YearDialog"),
        entry("dialog-submit-return", "returns", then=_dialog("submit", "SubmitDialog"), shows="SubmitDialog"),
    )


def _year_before(stage: Any) -> None:
    page = stage.shell.page()
    page.period.set_value("2002-04-01/2003-03-31")


def _file(stage: Any) -> QWidget:
    from asbdesk.ui.insight.three_years import FileDialog

    page = stage.shell.page()
    page.file()
    return next(iter(page.findChildren(FileDialog)))


def _dialog(method: str, shows: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from asbdesk.ui.insight import return_dialogs

        page = stage.shell.page()
        getattr(page, method)()
        return next(iter(page.findChildren(getattr(return_dialogs, shows))))

    return make


def _review(name: str, rows: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from asbdesk.ui.insight import review_dialogs

        page = stage.shell.page()
        return getattr(review_dialogs, name)(page, stage.desk, getattr(page.found, rows)[0])

    return make


def _outcome(name: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from asbdesk.ui.cases import outcome_dialogs

        page = stage.shell.page()
        return getattr(outcome_dialogs, name)(page, stage.desk, page.facts)

    return make


def _target(method: str, shows: str) -> Callable[[Any], QWidget]:
    def make(stage: Any) -> QWidget:
        from asbdesk.ui.insight import target_dialogs

        page = stage.shell.page()
        getattr(page, method)()
        return next(iter(page.findChildren(getattr(target_dialogs, shows))))

    return make
