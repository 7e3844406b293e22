"""The papers of an application: each one that the law asks for can be filed, and none names who is protected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from asbdesk.documents import library
from asbdesk.documents.template_text import wording
from asbdesk.domain.applications import ApplicationValues
from asbdesk.domain.casework import CaseRole, Jurisdiction, UserRole
from asbdesk.domain.consultation import AnswerValues, AskedHow, AskValues
from asbdesk.domain.court_orders import BreachValues
from asbdesk.domain.orders import (
    ApplicationState,
    Basis,
    ConsultAnswer,
    HearingKind,
    HearingOutcome,
    OrderKind,
    ServedPaper,
    SoughtKind,
)
from asbdesk.domain.people import PersonValues
from asbdesk.domain.statements import StatementValues
from asbdesk.errors import Conflict, InvalidField, NotFound, Refused
from asbdesk.queries.allegations import schedule, to_choose
from asbdesk.queries.bundle import bundle_page
from asbdesk.queries.order_papers import REQUEST, PapersPage, papers_page
from asbdesk.queries.orders import application_page
from asbdesk.queries.statements import statement_page
from asbdesk.reference_data import load_proportionality
from asbdesk.services import (
    allegations,
    cases,
    consultation,
    court_orders,
    order_papers,
    orders,
    people,
    statements,
)
from asbdesk.services.cases import PartyValues
from asbdesk.services.order_papers import OrderPaper
from asbdesk.services.papers import Prepared
from asbdesk.services.proportionality import record_proportionality
from asbdesk.services.templates import roll_back, save_template
from asbdesk.storage import tables as t
from asbdesk.storage.work import Actor
from tests.factories import ask, new_office, proportion_of
from tests.services.court_way import Way, begun

TERMS = ("Not to play music that can be heard in other homes after 11 pm.", "Not to enter the stairs of Larch Court.")
WITHIN = "The tenancy support worker is met once a fortnight."


@dataclass(frozen=True)
class Regime:
    """An instrument on a day in a jurisdiction, about somebody of an age."""

    name: str
    jurisdiction: Jurisdiction
    instrument: str
    day: date
    born: str
    requires: bool = False


REGIMES = (
    Regime("a 1998-Act ASBO of 2003", Jurisdiction.ENGLAND_WALES, "asbo", date(2003, 11, 17), "1984-03-04"),
    Regime("a Scottish ASBO", Jurisdiction.SCOTLAND, "asbo", date(2026, 9, 1), "1994-03-04"),
    Regime("a Northern Irish ASBO", Jurisdiction.NORTHERN_IRELAND, "asbo", date(2026, 9, 1), "1994-03-04"),
    Regime("a youth's injunction", Jurisdiction.ENGLAND_WALES, "injunction", date(2019, 9, 2), "2003-01-04", True),
    Regime("a respect order", Jurisdiction.ENGLAND_WALES, "respect-order", date(2026, 9, 1), "1994-03-04", True),
)


@dataclass
class Papers:
    """An application with its papers."""

    way: Way
    regime: Regime

    def page(self) -> PapersPage:
        return ask(self.way.office, papers_page, self.way.id, self.way.clock.today())

    def wanted(self, template: str, about: str = "", **asked: object) -> OrderPaper:
        examples = {a.name: a.example for a in library.template(template).asks}
        return OrderPaper(self.way.id, template, about, {**examples, **asked})

    def prepared(self, wanted: OrderPaper) -> Prepared:
        return ask(
            self.way.office, order_papers.order_paper, wanted, self.way.who.user_id, self.way.clock.today()
        )  # fmt: skip

    def file(self, wanted: OrderPaper) -> int:
        """Filed; and it named nobody who is protected."""
        prepared = self.prepared(wanted)
        words = words_of(prepared)
        assert not [name for name in ("Testwick", "12 Larch Court", "None") if name in words], wanted.template
        return self.way.do(order_papers.file_order_paper, wanted, prepared)


def words_of(prepared: Prepared) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(prepared.pdf)).pages)
    return " ".join(text.split())


def furnished(tmp_path: Path, regime: Regime) -> Papers:
    """An application with everything but the papers: allegations, terms, a statement, consultations."""
    office, who = new_office(tmp_path)
    with office.transaction(who, "test") as work:
        work.session.scalars(select(t.OfficeRecord)).one().jurisdiction = regime.jurisdiction
    way = Way(office, who)
    way.clock.moment = datetime.combine(regime.day, datetime.min.time()) + timedelta(hours=9)
    made = begun_on(way, regime)
    found = ask(office, to_choose, made.id, regime.day)
    made.do(allegations.add_allegations, made.id, [row.id for row in found.rows])
    page = ask(office, application_page, made.id, regime.day)
    values = ApplicationValues(
        applicant="council", court="Thornmere Court", planned_on=regime.day, interim_sought=True, length_months=12,
        necessity="Amina Testwick and two more households are woken night after night.",
        interim_reasons="More nights like this are likely before the hearing.",
    )  # fmt: skip
    made.do(orders.change_application, made.id, page.version, values)
    _terms(made, regime)
    text = "I heard the music on 3 November 2003 and made a note."
    said = StatementValues(made.case_id, text, user_id=who.user_id, signed_on=regime.day)
    made.do(statements.save_statement, 0, said)
    for row in papers_page_choices(made, "consultee"):
        asked = AskValues(f"Thornmere {row[0]}", regime.day, AskedHow.LETTER)
        number = made.do(consultation.ask_consultee, made.id, row[0], asked)
        answer = AnswerValues(ConsultAnswer.SUPPORTS, regime.day, "It is supported.")
        made.do(consultation.record_answer, number, answer)
    proportion_of(office, who, made.case_id, "application")
    return Papers(made, regime)


def begun_on(way: Way, regime: Regime) -> Way:
    made = begun(way.office, way.who, "asbo") if regime.day.year == 2003 else None
    if made is not None:
        return made
    from asbdesk.domain.applications import NewApplication
    from tests.factories import case_of
    from tests.services.court_way import set_birth

    way.office.clock = way.clock
    way.case_id, way.person_id, _ = case_of(way.office, way.who)
    set_birth(way, date.fromisoformat(regime.born))
    new = NewApplication(way.person_id, regime.instrument, "council", regime.day)
    way.id = way.do(orders.start_application, way.case_id, new)
    return way


def papers_page_choices(way: Way, kind: str) -> tuple[tuple[str, str], ...]:
    return ask(way.office, papers_page, way.id, way.clock.today()).choices[kind]


def _terms(way: Way, regime: Regime) -> None:
    wanted = [(SoughtKind.PROHIBITION, text) for text in TERMS]
    wanted += [(SoughtKind.REQUIREMENT, WITHIN)] if regime.requires else []
    with way.office.transaction(way.who, "test") as work:
        for number, (kind, text) in enumerate(wanted, 1):
            work.add(
                t.SoughtTerm(
                    application_id=way.id, number=number, position=number, kind=kind, text=text, reason="",
                    supervisor="the support service" if kind is SoughtKind.REQUIREMENT else "", area={}, checked={},
                    removed_on=None, removed_reason="",
                )
            )  # fmt: skip


def heard(papers: Papers) -> None:
    """An order in the terms sought, served, and a breach of it."""
    way = papers.way
    way.do(
        orders.move_application, way.id, ApplicationState.LODGED, way.clock.today(), not_ready="A test of its papers."
    )
    way.at(way.clock.moment.replace(hour=16))
    way.listed(way.clock.moment.replace(hour=10), HearingKind.FINAL)
    terms = {str(n): text for n, text in enumerate((*TERMS, *([WITHIN] if papers.regime.requires else [])), 1)}
    months = 366 if papers.regime.instrument == "injunction" else 1100
    last = papers.regime.day + timedelta(days=min(months, 364) if papers.regime.requires else 1100)
    way.came(HearingOutcome.ORDER_MADE, order=way.made(last, terms=terms))
    way.served(way.clock.moment.replace(hour=15), ServedPaper.ORDER, place="14 Larch Court")
    order = way.story().orders[0]
    way.at(way.clock.moment + timedelta(days=20))
    breach = BreachValues(way.clock.today(), "1", "Amina Testwick heard it at 1 am; recording JO/9.")
    way.do(court_orders.record_breach, order.id, breach)


@pytest.fixture(params=REGIMES, ids=lambda regime: regime.name)
def papers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Papers]:
    made = furnished(tmp_path, request.param)
    yield made
    made.way.office.close()


@pytest.fixture
def asbo(tmp_path: Path) -> Iterator[Papers]:
    made = furnished(tmp_path, REGIMES[0])
    yield made
    made.way.office.close()


def test_the_application_uses_the_words_of_its_law(papers: Papers) -> None:
    words = words_of(papers.prepared(papers.wanted("court-application")))
    page = ask(papers.way.office, application_page, papers.way.id, papers.way.clock.today())
    for element in page.instrument.elements:
        if not element.applicants and element.role == "condition":
            assert " ".join(element.words.split()) in words
    assert "Complainant A and two more households" in words
    assert page.instrument.section in words
    two_years = papers.regime.jurisdiction is not Jurisdiction.SCOTLAND and papers.regime.instrument == "asbo"
    assert ("The length asked for does not fit the law." in words) is two_years  # 12 months are
    assert {"scotland": "Defender"}.get(papers.regime.jurisdiction.value, "") in words


def test_the_proportionality_record_says_what_was_weighed_and_names_nobody_protected(tmp_path: Path) -> None:
    office, who = new_office(tmp_path)
    made = Papers(begun(office, who, "asbo"), REGIMES[0])
    with pytest.raises(Refused, match="Proportionality is not recorded"):
        made.prepared(made.wanted("court-proportionality"))
    weighed = {each.code: {"known": "no", "words": "Asked."} for each in load_proportionality().questions}
    weighed["children"] = {"known": "unknown", "words": ""}
    said = "Amina Testwick cannot sleep otherwise; no lesser step kept the nights quiet."
    made.way.do(record_proportionality, made.way.case_id, "application", weighed, said)
    words = words_of(made.prepared(made.wanted("court-proportionality")))
    for says in (
        "Complainant A cannot sleep otherwise",
        "Could a disability play a part in what this person does? No. Asked. (Disability Discrimination Act 1995)",
        "Have the aims of the equality duty been weighed? No. Asked. Can",
        "Not known on that day: Children.",
        "as it stood on 17 November 2003",
    ):
        assert says in words
    assert "Testwick" not in words
    made.file(made.wanted("court-proportionality"))
    (filed,) = next(row.filed for row in made.page().rows if row.template == "court-proportionality")
    sections = {row.title: row.section.title for row in ask(office, bundle_page, made.way.id, date(2003, 11, 17)).rows}
    assert [title for name, title in sections.items() if "roportionality" in name] == ["Proportionality record"]
    assert filed.reference.startswith("ASB/2003/")
    office.close()


def test_an_application_about_a_girl_of_16_prints_the_length_for_her_age_alone(tmp_path: Path) -> None:
    made = furnished(tmp_path, REGIMES[3])
    made.way.listed(made.way.clock.moment + timedelta(days=40))
    words = words_of(made.prepared(made.wanted("court-application")))
    assert "a fixed period of no more than 12 months" in words
    assert "until further order" not in words
    assert "’s age The injunction is for a fixed period" in words.replace("• ", "")
    made.way.office.close()


INTERIM = {
    REGIMES[0].name: "Crime and Disorder Act 1998 s.1D",
    REGIMES[1].name: "Antisocial Behaviour etc. (Scotland) Act 2004 s.7(1), (2)",
    REGIMES[2].name: "Anti-social Behaviour (NI) Order 2004 art.4",
    REGIMES[3].name: "Anti-social Behaviour, Crime and Policing Act 2014 s.7(1), (2)",
}


@pytest.mark.parametrize("regime", [each for each in REGIMES if each.name in INTERIM], ids=lambda each: each.name)
def test_an_interim_application_stands_under_the_provision_of_interim_orders(tmp_path: Path, regime: Regime) -> None:
    made = furnished(tmp_path, regime)
    words = words_of(made.prepared(made.wanted("court-interim-application")))
    assert f"Under {INTERIM[regime.name]}, as it stood on" in words
    made.way.office.close()


def test_a_statement_begins_with_the_court_and_the_person_of_the_application_in_hand(asbo: Papers) -> None:
    way = asbo.way
    other = way.do(people.add_person, PersonValues("Small", "Brotherley"))
    way.do(cases.add_party, way.case_id, PartyValues(other, CaseRole.PERPETRATOR))
    heading = ask(way.office, statement_page, way.case_id, 0, way.who.user_id).values.heading
    assert heading.splitlines()[0] == "In the Thornmere Court"
    assert "Brotherley" not in heading
    way.do(orders.move_application, way.id, ApplicationState.WITHDRAWN, way.clock.today())
    heading = ask(way.office, statement_page, way.case_id, 0, way.who.user_id).values.heading
    assert heading.splitlines()[0] == "In the … Court"
    assert heading.endswith("Small Brotherley (Defendants)")


def test_a_breach_report_for_the_police_names_the_witness_by_her_pseudonym(asbo: Papers) -> None:
    heard(asbo)
    about = asbo.page().choices["breach"][0][0]
    words = words_of(asbo.prepared(asbo.wanted("court-breach-report", about)))
    assert "Complainant A heard it at 1 am" in words
    assert "Testwick" not in words
    assert TERMS[0] in words
    assert "17 November 2003, by hand" in words


def test_an_order_as_asked_for_divides_what_is_forbidden_from_what_must_be_done(tmp_path: Path) -> None:
    made = furnished(tmp_path, REGIMES[4])
    heard(made)
    words = words_of(made.prepared(made.wanted("court-summary-person")))
    assert words.index("What you must not do") < words.index("Enter the stairs of Larch Court.")
    assert words.index("What you must do") < words.index(WITHIN)
    made.way.office.close()


def test_a_court_that_made_other_terms_is_told_in_its_own_words(asbo: Papers) -> None:
    heard(asbo)
    order = asbo.way.story().orders[0]
    changed = replace(order.values, terms={"1": "To keep away from Larch Court."})
    with asbo.way.office.transaction(asbo.way.who, "test") as work:
        work.session.get_one(t.CourtOrder, order.id).terms = dict(changed.terms)
    words = words_of(asbo.prepared(asbo.wanted("court-summary-person")))
    assert "What the order says 1. To keep away from Larch Court." in words
    assert "must not do" not in words


def test_papers_about_an_interim_order_say_that_it_is_one(tmp_path: Path) -> None:
    made = furnished(tmp_path, REGIMES[2])
    heard(made)
    with made.way.office.transaction(made.way.who, "test") as work:
        work.session.get_one(t.CourtOrder, made.way.story().orders[0].id).kind = OrderKind.INTERIM
    for code in ("court-breach-report", "court-publicity-check", "court-variation-summons"):
        assert "interim order" in words_of(made.prepared(made.wanted(code, made.page().choices["breach"][0][0]))), code
    made.way.office.close()


def test_nothing_is_told_of_an_order_that_was_not_made(asbo: Papers) -> None:
    for code in ("court-summary-person", "court-summary-victim", "court-publicity-check"):
        with pytest.raises(Refused, match="No order is recorded yet"):
            asbo.prepared(asbo.wanted(code))


def test_a_paper_that_the_law_does_not_know_there_is_refused(asbo: Papers) -> None:
    with pytest.raises(Refused, match="knows no"):
        asbo.prepared(asbo.wanted("court-risk-assessment"))
    with pytest.raises(NotFound, match="Choose first"):
        asbo.prepared(asbo.wanted("court-service-certificate"))


def test_a_hearsay_notice_names_its_last_day_and_says_when_that_has_passed(asbo: Papers) -> None:
    way = asbo.way
    row = ask(way.office, schedule, way.id, way.clock.today()).rows[0]
    way.do(allegations.change_allegation, row.id, replace(row.values, basis=Basis.HEARSAY))
    way.listed(datetime(2003, 12, 24, 10))
    notice = asbo.wanted("court-hearsay-notice")
    assert "served on every party and filed with the court by 2 December 2003" in words_of(asbo.prepared(notice))
    way.at(datetime(2003, 12, 3, 9))
    said = words_of(asbo.prepared(notice))
    assert "The last day for this notice was 2 December 2003. It is given late" in said
    assert "filed with the court by" not in said


def test_a_summons_without_a_hearing_cannot_be_filed(asbo: Papers) -> None:
    prepared = asbo.prepared(asbo.wanted("court-summons"))
    assert "day and time of the hearing" in prepared.missing
    with pytest.raises(Refused, match="still lacks"):
        asbo.way.do(order_papers.file_order_paper, asbo.wanted("court-summons"), prepared)


def test_a_term_that_names_a_protected_person_stops_the_paper(asbo: Papers) -> None:
    with asbo.way.office.transaction(asbo.way.who, "test") as work:
        work.session.scalars(select(t.SoughtTerm)).first().text = "Not to go near Amina Testwick."  # type: ignore[union-attr]
    prepared = asbo.prepared(asbo.wanted("court-order"))
    assert any("Amina Testwick, protected as Complainant A" in leak for leak in prepared.leaks)
    with pytest.raises(Refused):
        asbo.way.do(order_papers.file_order_paper, asbo.wanted("court-order"), prepared)


def test_what_changed_since_it_was_looked_at_is_not_filed(asbo: Papers) -> None:
    wanted = asbo.wanted("court-order")
    prepared = asbo.prepared(wanted)
    with asbo.way.office.transaction(asbo.way.who, "test") as work:
        work.session.scalars(select(t.SoughtTerm)).first().text = "Not to shout."  # type: ignore[union-attr]
    with pytest.raises(Conflict, match="changed meanwhile"):
        asbo.way.do(order_papers.file_order_paper, wanted, prepared)


def test_a_form_is_to_be_checked_until_a_manager_has_done_so(asbo: Papers) -> None:
    def row() -> Any:
        return next(row for row in asbo.page().rows if row.code == "application")

    wanted, warning = asbo.wanted("court-application"), "Check against the prescribed form (SI 2002/2784 Schedule 1)"
    assert row().open_check
    assert warning in words_of(asbo.prepared(wanted))
    caseworker = replace(asbo.way.who, role=UserRole.CASEWORKER)
    with (
        pytest.raises(Refused, match="prescribed form"),
        asbo.way.office.transaction(caseworker, "confirm_form") as work,
    ):
        order_papers.confirm_form(work, asbo.way.id, "court-application", confirmed=True)
    manager = replace(asbo.way.who, role=UserRole.MANAGER)
    _as(asbo, manager, confirmed=True)
    assert row().confirmed.startswith("Checked by Jo Okafor, 17 Nov 2003")
    assert not row().open_check
    assert warning not in words_of(asbo.prepared(wanted))
    assert next(r for r in asbo.page().rows if r.code == "order").open_check
    with asbo.way.office.reading() as session:
        entry = session.scalars(select(t.AuditEntry).where(t.AuditEntry.kind == "office_rule")).all()[-1]
    assert entry.after["payload"]["confirmed"] is True
    _as(asbo, manager, confirmed=False)
    assert row().open_check


def _as(papers: Papers, who: Actor, *, confirmed: bool) -> None:
    with papers.way.office.transaction(who, "confirm_form") as work:
        order_papers.confirm_form(work, papers.way.id, "court-application", confirmed=confirmed)


def test_a_local_paper_has_no_form_to_be_checked(asbo: Papers) -> None:
    assert not any(row.check for row in asbo.page().rows if row.code in ("schedule", "statements", "summary-person"))
    with pytest.raises(Refused, match="no prescribed form"):
        asbo.way.do(order_papers.confirm_form, asbo.way.id, "court-statements", confirmed=True)


def test_a_wrong_answer_is_named(asbo: Papers) -> None:
    heard(asbo)
    with pytest.raises(InvalidField, match="Decision: choose one of"):
        asbo.prepared(asbo.wanted("court-publicity-check", decision="Shout it"))


def test_every_template_of_an_application_makes_a_document_of_the_law_files_or_is_a_letter() -> None:
    from asbdesk.reference_data import load_law

    known = {
        document.code
        for jurisdiction in Jurisdiction
        for instrument in load_law(jurisdiction.value).instruments
        for document in instrument.documents
    }
    made = {each.makes for each in library.templates().values() if each.place == "application" and each.makes}
    assert made <= known
    letters = {each.makes for each in library.templates().values() if not each.place and each.makes}
    assert letters == {"written-warning", "notice"}
    assert known - made == letters
    assert library.law_code("allegation-schedule") == "schedule"
    assert library.law_code(REQUEST) == ""


def test_a_confirmed_form_lapses_when_the_office_changes_the_template(asbo: Papers) -> None:
    def confirmed() -> str:
        return next(row for row in asbo.page().rows if row.code == "application").confirmed

    manager = replace(asbo.way.who, role=UserRole.MANAGER)
    words = replace(wording(library.template("court-application")), title="Our application")
    _as(asbo, manager, confirmed=True)
    assert confirmed()
    asbo.way.do(save_template, "court-application", "en", words, "Panel of 10 November.", 0)
    assert not confirmed()
    asbo.way.do(roll_back, "court-application", "en", 0, "The form was the program's.", 1)
    assert confirmed()


def test_an_order_of_northern_ireland_tells_nobody_of_a_bar_that_could_not_be_confirmed(tmp_path: Path) -> None:
    made = furnished(tmp_path, REGIMES[2])
    heard(made)
    words = words_of(made.prepared(made.wanted("court-summary-person")))
    assert "may ask, by complaint, for the order to be varied or discharged" in words
    assert "No discharge before" not in words
    record = words_of(made.prepared(made.wanted("court-proportionality")))
    assert "(Northern Ireland Act 1998, section 75)" in record
    assert "Equality Act" not in record
    made.way.office.close()
