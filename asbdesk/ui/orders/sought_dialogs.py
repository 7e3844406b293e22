"""The dialogs of the prohibitions: terms to choose from, a term with its zone, a fact of the person's daily life."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from asbdesk.domain.daily_life import DailyValues
from asbdesk.domain.orders import DailyKind, SoughtKind
from asbdesk.domain.prohibitions import LibraryProhibition, SoughtValues, may_hold
from asbdesk.domain.zones import Point
from asbdesk.errors import InvalidField
from asbdesk.queries.prohibitions import DailyRow, SoughtPage, TermRow
from asbdesk.queries.zone_maps import Ground, zone_ground
from asbdesk.services import prohibitions
from asbdesk.ui import ask, theme
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.dialog import Dialog
from asbdesk.ui.kit.fields import CheckField, ChoiceField, LongTextField, MultiChoice, TextField
from asbdesk.ui.kit.form import Form
from asbdesk.ui.kit.layout import Flow, scrolled
from asbdesk.ui.kit.pieces import button
from asbdesk.ui.orders import sought_state as state
from asbdesk.ui.orders.court_fields import day_field

_HINT = (
    "Tick those that answer what this person has done. What stands in [brackets] is filled in afterwards. "
    "Fewer terms are kept better."
)


class ProhibitionsDialog(Dialog):
    """Terms to tick, by behaviour; ``then`` gets the chosen ones in the library's order."""

    def __init__(
        self,
        parent: QWidget,
        terms: Sequence[LibraryProhibition],
        then: Callable[[Sequence[LibraryProhibition]], object],
    ) -> None:
        super().__init__(parent, "Terms to choose from", _HINT, width=104)
        self._then = then
        self.boxes: list[tuple[QCheckBox, LibraryProhibition]] = []
        self.list = QWidget()
        self.list.setAccessibleName("Terms")
        column = QVBoxLayout(self.list)
        column.setSpacing(theme.gap(1))
        heading = ""
        for term in terms:
            if term.behaviour != heading:
                heading = term.behaviour
                column.addWidget(theme.Text(heading, bold=True))
            box = QCheckBox(term.kind.label)
            box.setAccessibleName(f"{term.kind.label}: {term.text}")
            box.toggled.connect(lambda _on: self._count())
            column.addWidget(box)
            words = theme.Text(term.text, wrap=True)
            words.setContentsMargins(theme.gap(6), 0, 0, theme.gap(1))
            column.addWidget(words)
            self.boxes.append((box, term))
        column.addStretch(1)
        area = scrolled(self.list)
        self.body.addWidget(area, 1)
        self.adder = self.add_buttons("A&dd", self._take)
        self._count()
        self.fit(area)
        if self.boxes:
            self.boxes[0][0].setFocus()

    def chosen(self) -> list[LibraryProhibition]:
        """What is ticked."""
        return [term for box, term in self.boxes if box.isChecked()]

    def _take(self) -> None:
        chosen = self.chosen()
        self.accept()
        self._then(chosen)

    def _count(self) -> None:
        ticked = len(self.chosen())
        self.adder.setText(f"A&dd {ticked}" if ticked else "A&dd")
        self.adder.setEnabled(bool(ticked))


class TermDialog(FormDialog):
    """A term of the draft. The draft of its words is kept under ``order-term:3:7`` (application, term; 0: a new one).

    ``then`` gets the term's id.
    """

    def __init__(
        self, parent: QWidget, desk: Desk, application_id: int, found: SoughtPage, row: TermRow | None,
        then: Callable[[int], object],
    ) -> None:  # fmt: skip
        self._row, self._application_id, self._then = row, application_id, then
        form = _term_form(found)
        form.set_value(state.term_entry(row.values if row else SoughtValues(_kinds(found)[0], "")))
        title = f"Term {row.number}" if row else "A new term"
        super().__init__(
            parent, desk, title, "One act, in one place, in words that the person understands.", form=form,
            key=f"order-term:{application_id}:{row.id if row else 0}", draft=lambda: f"{title} of an order",
            yes="&Save", width=110,
        )  # fmt: skip
        self._found = found
        self.drawer = button("&Draw it on the map…", self.draw)
        self.drawn = theme.muted(wrap=True)
        self._map_row = QWidget()
        flow = Flow(self._map_row, spacing=theme.gap(2))
        flow.addWidget(self.drawer)
        flow.addWidget(self.drawn)
        form.body.insertWidget(form.body.indexOf(form.fields["streets"]) + 1, self._map_row)
        for name in ("kind", "zone", "ring"):
            form.fields[name].changed.connect(self._suit)
        self._suit()

    def save(self) -> None:
        if not self.editor.check():
            return
        values = state.term_values(self.form.value())
        if self._row is not None:
            self.editor.save(prohibitions.change_term, self._row.id, values, then=lambda _none: self._saved(None))
        else:
            self.editor.save(prohibitions.add_term, self._application_id, values, then=self._saved)

    def draw(self) -> None:
        """Draw the zone, where the office has boundaries to draw on."""
        self.desk.ask(zone_ground, then=self._draw, failed=self.form.show_trouble, page=self)

    def _draw(self, ground: Ground) -> None:
        if not ground.areas:
            ask.tell(
                self, "No boundaries are loaded",
                "An administrator loads a boundary file in Settings. Until then, say by which streets the zone is "
                "bounded, and name an exhibit that is its map.",
            )  # fmt: skip
            return
        from asbdesk.ui.orders.zone_dialog import ZoneDialog

        ring = state.read_ring(self.form.value()["ring"])
        daily = [row.values for row in self._found.daily]
        ZoneDialog(self, ground, ring, daily, self._take).open()

    def _take(self, ring: tuple[Point, ...]) -> None:
        self.form.fields["ring"].set_value(state.ring_words(ring))
        self._suit()

    def _saved(self, number: int | None) -> None:
        self._then(number if number is not None else self._row.id if self._row else 0)
        self.accept()

    def _suit(self) -> None:
        """Only the fields that this kind of term has."""
        entry = self.form.value()
        forbids = entry["kind"] == SoughtKind.PROHIBITION.value
        self.form.fields["supervisor"].setVisible(not forbids)
        self.form.fields["zone"].setVisible(forbids)
        with_zone = forbids and bool(entry["zone"])
        for name in _ZONE:
            if name in self.form.fields:
                self.form.fields[name].setVisible(with_zone)
        self._map_row.setVisible(with_zone)
        corners = state.read_ring(entry["ring"])
        self.drawn.setText(f"Drawn, with {len(corners)} corners." if corners else "Not drawn yet.")


_ZONE = ("title", "streets", "exhibit")
_RING = 100_000
"""Characters: a zone may have some thousand corners."""


class DailyDialog(FormDialog):
    """What of the person's daily life an order may cut across. Its draft: ``order-daily:3:7`` (application, fact)."""

    def __init__(
        self, parent: QWidget, desk: Desk, application_id: int, row: DailyRow | None, found: SoughtPage
    ) -> None:
        self._id, self._application_id = row.id if row else 0, application_id
        form = _daily_form(desk)
        today = desk.clock.today()
        first = DailyValues(_next_kind(found), "", today)
        form.set_value(state.daily_entry(row.values if row else first))
        super().__init__(
            parent, desk, "Daily life", "Asked of the person, a parent, a school. Kept so that no term cuts across it.",
            form=form, key=f"order-daily:{application_id}:{self._id}", draft=lambda: "Daily life, for an order",
            yes="&Save", width=96,
        )  # fmt: skip
        form.fields["none"].changed.connect(self._suit)
        if self._id:
            self.add_button("&Remove…", self._ask_remove)
        self._suit()

    def save(self) -> None:
        if not self.editor.check():
            return
        try:
            values = state.daily_values(self.form.value(), self.desk.clock.today())
        except InvalidField as error:
            self.editor.show_trouble(error)
            return
        self.do(prohibitions.record_daily, self._application_id, values, self._id)

    def _suit(self) -> None:
        none = bool(self.form.value()["none"])
        for name in ("place", "hours"):
            self.form.fields[name].setVisible(not none)

    def _ask_remove(self) -> None:
        number = self._id
        ask.confirm(
            self, "Remove this from daily life?", "Terms are no longer checked against it. The history keeps it.",
            "&Remove", then=lambda: self._remove(number), danger=True,
        )  # fmt: skip

    def _remove(self, number: int) -> None:
        self.desk.do(
            prohibitions.remove_daily, number, then=lambda _none: self.accept(), failed=self.form.show_trouble,
            page=self,
        )  # fmt: skip


def _kinds(found: SoughtPage) -> list[SoughtKind]:
    return [kind for kind in SoughtKind if may_hold(found.instrument, kind)]


def _term_form(found: SoughtPage) -> Form:
    form = Form()
    form.add("kind", ChoiceField("The pe&rson", [(kind.value, kind.label) for kind in _kinds(found)]))
    form.add(
        "text", LongTextField("&Term", "From the verb on: Enter Kiln Row between 9 pm and 7 am.", lines=3, grows=False)
    )
    form.add(
        "reason",
        LongTextField("&Why it is needed", "Whom it protects, from what. For the file and the hearing.", lines=2,
                      grows=False),
    )  # fmt: skip
    form.add("supervisor", TextField("Su&pervised by", "The person or body that gives evidence that it suits."))
    if found.allegations:
        pairs = [(str(number), words) for number, words in found.allegations]
        form.add("answers", MultiChoice("Alle&gations that it answers", pairs))
    form.add("zone", CheckField("An excl&usion zone goes with it"))
    form.add("title", TextField("Tit&le of the map", "For example: Kiln Row and the market."))
    form.add("streets", LongTextField("Bounded b&y", "Its streets, one after the other.", lines=2, grows=False))
    if found.exhibits:
        pairs = [(str(number), words) for number, words in found.exhibits]
        form.add("exhibit", ChoiceField("Map that is an e&xhibit", pairs, "Where it is not drawn here.", blank="None"))
    form.add("ring", TextField("Corners", longest=_RING))
    form.fields["ring"].hide()
    form.body.addStretch(1)
    return form


def _daily_form(desk: Desk) -> Form:
    form = Form()
    form.add("kind", ChoiceField("W&hat", DailyKind))
    form.add("none", CheckField("Asked: there is &none"))
    form.row(
        place=TextField("Wh&ere", "The address, as well as it is known."),
        hours=TextField("Ho&urs", "Such as Mon-Fri 8:30-17:00; Sat 9am-1pm."),
    )
    form.add("note", LongTextField("No&te", lines=2, grows=False))
    form.row(told_by=TextField("Told &by"), told_on=day_field(desk, "&On"))
    form.add("point", TextField("Point"))
    form.fields["point"].hide()
    form.body.addStretch(1)
    return form


def _next_kind(found: SoughtPage) -> DailyKind:
    known = {row.values.kind for row in found.daily}
    return next((kind for kind in DailyKind if kind not in known), DailyKind.OTHER)
