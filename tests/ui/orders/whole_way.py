"""A hand that takes an application from its case to its order through the pages of the window, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from sqlalchemy import select

from asbdesk.domain.casework import (
    CaseRole,
    Disclosure,
    IncidentRole,
    Jurisdiction,
    WhenKind,
)
from asbdesk.domain.incidents import IncidentPersonValues
from asbdesk.domain.orders import DailyKind
from asbdesk.domain.when import When, show_date
from asbdesk.queries.documents import document
from asbdesk.queries.order_papers import PaperRow
from asbdesk.services import cases, incidents, people
from asbdesk.services.allegation_papers import SCHEDULE
from asbdesk.storage import tables as t
from asbdesk.ui.desk import Desk
from asbdesk.ui.orders.paper_dialogs import OrderPaperDialog, PaperAnswersDialog
from asbdesk.ui.shell import Shell
from tests.factories import ask, complainant_values, do, incident_values, person_values
from tests.services.court_way import Stopped

AGO = (40, 21, 9)
"""So many days before the application there were incidents."""


@dataclass
class Regime:
    """An instrument on a day in a jurisdiction, about somebody of an age; and what the court makes."""

    name: str
    jurisdiction: Jurisdiction
    instrument: str
    day: date
    born: date
    court: str
    months: int
    says: tuple[str, ...]
    requires: bool = False
    interim: bool = True
    party: str = "Defendant"


@dataclass
class Hand:
    """Presses what a caseworker would press. ``shell`` is the window's inside on the desk."""

    desk: Desk
    regime: Regime
    shell: Shell = field(init=False)
    case_id: int = 0
    person_id: int = 0
    id: int = 0
    filed: dict[str, str] = field(default_factory=dict[str, str])
    _moved: bool = True
    """The clock went on since the page was read."""

    def __post_init__(self) -> None:
        regime = self.regime
        self.clock = Stopped(datetime.combine(regime.day, datetime.min.time()) + timedelta(hours=9))
        self.desk.office.clock = self.clock
        with self.desk.office.transaction(self.desk.who, "test") as work:
            work.session.scalars(select(t.OfficeRecord)).one().jurisdiction = regime.jurisdiction
        self._case()
        self.shell = Shell(self.desk)
        self.shell.resize(1366, 768)
        self.shell.show()

    # small steps

    @property
    def today(self) -> date:
        return self.clock.today()

    def later(self, days: int, hour: int = 9) -> None:
        """The clock goes on."""
        self._moved = True
        self.clock.moment = datetime.combine(self.today + timedelta(days=days), datetime.min.time()) + timedelta(
            hours=hour
        )

    def page(self) -> Any:
        return self.shell.page()

    def tab(self, name: str) -> Any:
        """The application's page with that tab in front."""
        page = self.page()
        if type(page).__name__ != "OrderPage" or self._moved:
            self._moved = False
            self.shell("order", self.id)
            page = self.page()
        found = next(each for each in page.tabs if type(each).__name__ == name)
        page.show_tab(type(found).__module__.rpartition(".")[2])
        return found

    def press(self, words: str, inside: QWidget | None = None) -> None:
        """The button that says so."""
        holder = inside or self.page()
        found = [b for b in holder.findChildren(QPushButton) if b.text().replace("&", "") == words and b.isEnabled()]
        assert found, (words, [b.text() for b in holder.findChildren(QPushButton)])
        found[-1].click()

    def dialog(self, kind: type[Any] = QDialog) -> Any:
        """The dialog that is open."""
        found = [each for each in self.shell.findChildren(kind) if each.isVisible()]
        assert found, f"no {kind.__name__} is open"
        return found[-1]

    def fill(self, **draft: Any) -> None:
        """Type into the open form, and press its main button; it must close."""
        made = self.dialog()
        for name, value in draft.items():
            made.form.fields[name].set_draft(value)
        made.main.click()
        errors = {name: each.error() for name, each in made.form.fields.items() if each.error()}
        assert not made.isVisible(), (made.windowTitle(), errors, made.form.banner.words(), made.banner.words())

    # the case

    def _case(self) -> None:
        office, who = self.desk.office, self.desk.who
        self.person_id = do(office, who, people.add_person, person_values(title="Mr", born=self.regime.born))
        complainant = do(office, who, people.add_person, complainant_values())
        told = (
            IncidentPersonValues(IncidentRole.PERPETRATOR, self.person_id),
            IncidentPersonValues(IncidentRole.REPORTER, complainant),
        )
        ids = tuple(
            do(office, who, incidents.record_incident, incident_values(*told, **_at(self.today - timedelta(days=ago))))
            for ago in AGO
        )
        values = cases.CaseValues(
            subject="Noise nuisance",
            categories=("noise",),
            parties=(
                cases.PartyValues(self.person_id, CaseRole.PERPETRATOR, Disclosure.OPEN),
                cases.PartyValues(complainant, CaseRole.COMPLAINANT),
            ),
            incident_ids=ids,
        )
        self.case_id = do(office, who, cases.open_case, values)

    # the application

    def begin(self) -> None:
        """From the case: whom, under which instrument, who applies; then court, length and why."""
        self.shell("case", self.case_id)
        self.shell("new-order", case_id=self.case_id)
        page = self.page()
        page.instrument.set_value(self.regime.instrument)
        page._explain()
        page.applicant.set_value("council")
        self.press("Begin application")
        assert type(self.page()).__name__ == "OrderPage"
        self.id = self.page().application_id
        tab = self.tab("ApplicationTab")
        planned = self.today + timedelta(days=14)
        for name, value in {
            "court": self.regime.court, "planned_on": show_date(planned), "length_months": str(self.regime.months),
            "interim_sought": self.regime.interim,
            "necessity": "Amina Testwick and two more households are woken night after night.",
            "interim_reasons": "More nights like this are likely before the hearing.",
        }.items():  # fmt: skip
            tab.form.fields[name].set_draft(value)
        self.press("Save application")

    def allege(self) -> None:
        """All incidents become allegations, and each is made fit to be read out."""
        self.tab("AllegationsTab").none.action.click()
        choosing = self.dialog()
        self.press("All", choosing)
        choosing.adder.click()
        tab = self.tab("AllegationsTab")
        for place, row in enumerate(tab.found.rows):
            tab.table.select_ids([row.id])
            tab.edit()
            basis = "direct" if place else "hearsay"
            self.fill(basis=basis, strength="strong", reached="Complainant A and her household")

    def state(self) -> None:
        """The officer's own statement, kept and filed as signed."""
        self.shell("statement", self.case_id)
        page = self.page()
        page.form.fields["text"].set_value("I heard the music myself and made a note.\nI believe it will go on.")
        page.form.fields["signed_on"].set_draft(show_date(self.today))
        self.press("Save statement")

    def seek(self) -> None:
        """What the order is to say, with the allegations it answers, and the person's daily life."""
        tab = self.tab("SoughtTab")
        terms = [
            ("prohibition", "Play music in Larch Court that can be heard in other homes between 11 pm and 7 am"),
            ("prohibition", "Shout at anybody on the stairs of Larch Court, Quarry Road"),
        ]
        if self.regime.requires:
            terms.append(("requirement", "Meet the tenancy support worker once a fortnight at the Civic Offices"))
        for kind, text in terms:
            tab = self.tab("SoughtTab")
            tab.add()
            form = self.dialog().form
            answers = list(form.fields["answers"].boxes) if "answers" in form.fields else []
            supervisor = {"supervisor": "the Thornmere Support Service"} if kind == "requirement" else {}
            self.fill(
                kind=kind, text=text, reason="It keeps the neighbours' nights quiet.", answers=answers, **supervisor
            )

        for kind in DailyKind:
            tab = self.tab("SoughtTab")
            if kind not in {row.values.kind for row in tab.found.daily}:
                tab.open_daily(0)
                self.fill(
                    kind=kind.value, none=True, told_by="Himself, at the interview", told_on=show_date(self.today)
                )
        self._answer_checks()

    def _answer_checks(self) -> None:
        """Each check that still asks is answered with a reason."""
        for row in self.tab("SoughtTab").found.rows:
            for place, check in enumerate(row.checks):
                if check.open:
                    tab = self.tab("SoughtTab")
                    tab.table.select_ids([row.id])
                    tab.checks.setCurrentCell(place, 0)
                    tab.answer()

    def consult(self) -> None:
        """Everybody whom the law names is asked, answers and certifies."""
        for place, row in enumerate(self.tab("ConsultationTab").found.consultees):
            self.tab("ConsultationTab").ask_row(row)
            self.fill(consultee=f"Body {place + 1} of Thornmere")
        for place in range(len(self.tab("ConsultationTab").found.consultees)):
            for words, values in (
                ("Answer…", {"answer": "supports", "words": "It is supported."}),
                ("Certificate…", {"by": "Superintendent Sampleford"}),
            ):
                tab = self.tab("ConsultationTab")
                deeds = dict(tab._deeds(tab.found.consultees[place]))
                if words in deeds:
                    deeds[words]()
                    self.fill(**values)

    def tick(self) -> None:
        """Each open line that a record or evidence of the case may tick."""
        for _round in range(60):
            tab = self.tab("ReadinessTab")
            line = next((each for each in tab.board.board.open if each.ticks), None)
            if line is None:
                return
            tab.tick(line)
            form = self.dialog().form
            words = {} if form.fields["words"].isHidden() else {"words": "Done, and noted in the file."}
            self.fill(**words)
        raise AssertionError([each.words for each in self.tab("ReadinessTab").board.board.open])

    def proportion(self) -> None:
        """The record before the step, from the banner above the tabs."""
        self.tab("ReadinessTab")
        self.page().proportion.record()
        form = self.dialog().form
        known = {name: "no" for name in form.fields if name.startswith("known-")}
        self.fill(**known, conclusion="Lesser steps were tried and did not help.")

    def lodge(self) -> None:
        """It goes to the court because it is ready, and for no other reason."""
        board = self.tab("ReadinessTab").board.board
        lacking = [f"{each.code}: {each.words}: {each.why}" for each in board.open if each.code != "proportion"]
        assert not lacking, lacking
        self.press("Lodged…")
        self.fill()

    # the court

    def hear(self, kind: str, outcome: str, *, hour: int = 10, **order: Any) -> None:
        """A hearing today at ten, and what came of it."""
        tab = self.tab("HearingsTab")
        tab.open_hearing(0)
        at = datetime.combine(self.today, datetime.min.time()) + timedelta(hours=hour)
        self.fill(kind=kind, at=f"{show_date(at.date())} {at:%H:%M}", court=self.regime.court)
        self.later(0, 16)
        self.tab("HearingsTab").record_outcome()
        self.fill(outcome=outcome, **order)

    def list_hearing(self, days: int) -> None:
        """The first hearing, so many days ahead."""
        self.tab("HearingsTab").open_hearing(0)
        at = self.today + timedelta(days=days)
        self.fill(kind="first", at=f"{show_date(at)} 10:00", court=self.regime.court)

    def serve(self, paper: str) -> None:
        """A paper served by hand, with its certificate."""
        self.tab("HearingsTab").open_service(0)
        self.fill(
            paper=paper, served_at=f"{show_date(self.today)} {self.clock.moment - timedelta(minutes=30):%H:%M}",
            place="14 Larch Court", served_by="PC Sampleford", certified_on=show_date(self.today),
        )  # fmt: skip

    def break_it(self) -> None:
        """A breach of the first term, reported."""
        self.tab("HearingsTab").open_breach(0)
        self.fill(
            evidence="Amina Testwick heard it at 1 am; recording JO/9.", reported_on=show_date(self.today),
            reported_to="Thornmere police", happened_on=show_date(self.today),
        )  # fmt: skip

    def review(self, days: int) -> None:
        """A review is planned where the law plans none, and the first is held."""
        tab = self.tab("HearingsTab")
        if not tab.story.reviews:
            tab.open_review(0)
            self.fill(due_on=show_date(self.today + timedelta(days=days)))
        tab = self.tab("HearingsTab")
        tab.open_review(tab.story.reviews[0].id)
        self.fill(compliance="Kept but for one night.", support="A support worker.", decision="To go on.")

    # the papers

    def papers(self, *steps: str) -> None:
        """Write and file every paper that the law lists for these steps and that can be made now."""
        for place, row in enumerate(self.tab("PapersTab").found.rows):
            if row.step in steps and row.template:
                self._write(place, row)

    def _write(self, place: int, row: PaperRow) -> None:
        tab = self.tab("PapersTab")
        tab.table.setCurrentCell(place, 0)
        tab.write()
        if row.template == SCHEDULE:
            made = self.dialog()
        else:
            if any(each.isVisible() for each in self.shell.findChildren(PaperAnswersDialog)):
                self._answer(row)
            made = self.dialog(OrderPaperDialog)
        assert made.prepared is not None, (row.code, made.banner.words())
        assert made.prepared.can_be_filed, (row.code, made.banner.words())
        made.file_button.click()
        assert not made.isVisible(), (row.code, made.banner.words())
        newest = next(each for each in self.tab("PapersTab").found.rows if each.code == row.code).filed[-1]
        self.filed[row.code] = words_of(ask(self.desk.office, document, newest.id).pdf)

    def _answer(self, row: PaperRow) -> None:
        from asbdesk.documents.library import template

        made = self.dialog(PaperAnswersDialog)
        for each in template(row.template).asks:
            made.form.fields[f"asked-{each.name}"].set_draft(each.example)
        made.main.click()
        errors = {name: each.error() for name, each in made.form.fields.items() if each.error()}
        assert not made.isVisible(), (row.code, errors, made.form.banner.words())

    def lacking(self) -> list[str]:
        """Papers that the program makes and nobody has filed."""
        return [row.code for row in self.tab("PapersTab").found.rows if row.template and not row.filed]

    def pdfs(self) -> Iterator[tuple[str, bytes]]:
        """Every filed paper of the application, by its code."""
        for row in self.tab("PapersTab").found.rows:
            for filed in row.filed:
                yield row.code, ask(self.desk.office, document, filed.id).pdf

    def close(self) -> None:
        self.shell.close()
        self.shell.deleteLater()


def words_of(pdf: bytes) -> str:
    """What stands in it, its white space squeezed."""
    return " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def _at(day: date) -> dict[str, Any]:
    when = datetime.combine(day, datetime.min.time()) + timedelta(hours=23, minutes=30)
    return {"when": When(WhenKind.MOMENT, when), "reported_at": when + timedelta(hours=10)}
