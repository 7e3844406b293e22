"""What the guard found in a paper: a line for each place, numbered as it is marked, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asbdesk.documents.guard import Finding
from asbdesk.errors import AsbdeskError
from asbdesk.queries.recipients import SharedHome
from asbdesk.services import releases
from asbdesk.services.papers import Prepared, leak_words
from asbdesk.ui import theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.fields import LongTextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import Flow
from asbdesk.ui.kit.pdf_marks import Mark
from asbdesk.ui.kit.pieces import Card, button


def marks_of(findings: Sequence[Finding]) -> tuple[Mark, ...]:
    """The marks of a paper's findings, numbered as the list numbers them."""
    return tuple(
        Mark(finding.page - 1, box.left, box.bottom, box.right, box.top, f"{number} {finding.who}")
        for number, finding in enumerate(findings, 1)
        for box in finding.boxes
    )


class FindingsCard(Card):
    """The places that stop a paper. ``edits``: its words can be changed here; ``releases``: this user may release."""

    pseudonym_asked = Signal(object)
    """A :class:`Finding` whose words are to give way to the pseudonym."""
    removal_asked = Signal(object)
    release_asked = Signal(object)
    go_on_asked = Signal(object)
    """A :class:`SharedHome` to which the paper is to go all the same."""
    place_asked = Signal(int)
    """The page, from 0, on which a finding is marked."""

    def __init__(self, *, edits: bool, releases: bool, parent: QWidget | None = None) -> None:
        super().__init__("The guard stopped this paper", parent)
        self._edits, self._releases = edits, releases
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.gap(3))
        self.body.addLayout(self._list)
        self.lines: list[QWidget] = []
        self._shown: list[tuple[Finding | SharedHome, str]] = []
        self.hide()

    def show_findings(self, prepared: Prepared | None) -> None:
        """Show what stops this paper; nothing hides the card. Lines that stand there already keep the keyboard."""
        shown: list[tuple[Finding | SharedHome, str]] = []
        if prepared is not None:
            shown += [(each, leak_words(each, prepared.guarded)) for each in prepared.stopping]
            shown += [(each, each.words) for each in prepared.at_home]
        if shown == self._shown:
            return
        self._shown = shown
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(number, finding, words) for number, (finding, words) in enumerate(shown, 1)]
        for line in self.lines:
            self._list.addWidget(line)
        self.setVisible(bool(self.lines))

    def _line(self, number: int, finding: Finding | SharedHome, said: str) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap(1))
        where = "" if isinstance(finding, SharedHome) else f"page {finding.page}" if finding.page else finding.name
        words = f"{number}. {said}{f' ({where})' if where else ''}"
        column.addWidget(theme.Text(words, "alert", wrap=True))
        row = Flow()
        column.addLayout(row)
        for says, signal, given in self._deeds(finding):
            made = button(says, lambda signal=signal, given=given: signal.emit(given), kind="link")
            made.setAccessibleName(f"{says.rstrip('…')}, place {number}")
            made.setAccessibleDescription(words)
            row.addWidget(made)
        return line

    def _deeds(self, finding: Finding | SharedHome) -> list[tuple[str, SignalInstance, object]]:
        """What can be done about it: what its button says, and what it asks for."""
        if isinstance(finding, SharedHome):
            return [("Go on…", self.go_on_asked, finding)]
        deeds: list[tuple[str, SignalInstance, object]] = []
        if finding.boxes:
            deeds += [("Show the place", self.place_asked, finding.page - 1)]
        if self._edits and finding.where == "page":
            deeds += [
                ("Use the pseudonym", self.pseudonym_asked, finding),
                ("Take it out", self.removal_asked, finding),
            ]
        return [*deeds, ("Release…", self.release_asked, finding)] if self._releases else deeds


class _ReasonDialog(FormDialog):
    """Why a paper leaves although something stopped it; the reason stays with the filed paper."""

    def __init__(
        self, parent: QWidget, desk: Desk, give: Callable[..., Any], prepared: Prepared, stop: Finding | SharedHome,
        *, title: str, words: str, label: str, yes: str,
    ) -> None:  # fmt: skip
        form = Form()
        form.add("reason", LongTextField(label, "It stays with the filed paper.", lines=4))
        self._give, self._wanted, self._stop = give, prepared.wanted, stop
        super().__init__(
            parent, desk, title, words, form=form,
            key=f"{give.__name__}:case-{prepared.wanted.case_id}:{stop.key}", draft=lambda: f"{title}: the reason",
            yes=yes,
        )  # fmt: skip

    def save(self) -> None:
        if self.editor.check():
            self.do(self._give, self._wanted, self._stop, self.form.value()["reason"] or "")

    def show_trouble(self, error: AsbdeskError) -> None:
        """Beside its field."""
        self.editor.show_trouble(error)


class ReleaseDialog(_ReasonDialog):
    """Why a manager lets this reader learn it."""

    def __init__(self, parent: QWidget, desk: Desk, prepared: Prepared, finding: Finding) -> None:
        super().__init__(
            parent, desk, releases.release, prepared, finding, title="Release this place",
            words=leak_words(finding, prepared.guarded), label="&Why may this reader learn it?",
            yes="&Release it for this paper",
        )  # fmt: skip


class GoOnDialog(_ReasonDialog):
    """Why a paper goes to a home that somebody else shares."""

    def __init__(self, parent: QWidget, desk: Desk, prepared: Prepared, home: SharedHome) -> None:
        super().__init__(
            parent, desk, releases.go_on, prepared, home, title="Send it there", words=home.words,
            label="&Why does it go there all the same?", yes="&Go on with this paper",
        )  # fmt: skip
