"""The demonstration office's redacted photograph, its bundle for a court and its leaflets to a street.

``resources/sample/papers.toml`` holds them. They are made on the office's today, when everything else stands.
"""

from __future__ import annotations

from collections.abc import Mapping

from asbdesk import paths, sample
from asbdesk.demonstration_court import application_of
from asbdesk.domain.casework import ExhibitKind
from asbdesk.domain.exhibits import ExhibitValues, Witness
from asbdesk.domain.redaction import Box
from asbdesk.queries.bundle import bundle_page
from asbdesk.queries.mailing import Whom, targets_for
from asbdesk.queries.templates import office_template
from asbdesk.services import bundles, evidence, mailing, redactions
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work


def add_papers(office: Office, actors: Mapping[str, Actor], cases: Mapping[str, int]) -> None:
    """All of them. ``actors`` by their logins, ``cases`` by their references."""
    told = sample.read("papers.toml")
    for table in told["exhibit"]:
        _photograph(office, actors[table["login"]], cases[table["case"]], table)
    for table in told["held"]:
        with office.transaction(actors[table["login"]], "hold_back") as work:
            _hold_back(work, cases[table["case"]], table)
    for table in told["bundle"]:
        with office.transaction(actors[table["login"]], "furnish") as work:
            number = application_of(work, cases[table["case"]])
        bundles.make(office, actors[table["login"]], number)
    for table in told["mailing"]:
        with office.transaction(actors[table["login"]], "file_letters") as work:
            _leaflets(work, cases[table["case"]], table)


def _photograph(office: Office, who: Actor, case_id: int, table: sample.Table) -> None:
    """Taken in, and a copy made of it without what must not be known."""
    path = paths.resource("sample", "exhibits", table["file"])
    witness = Witness(who.name, user_id=who.user_id)
    kind, on = ExhibitKind(table["kind"]), table["on"]
    number = evidence.take_in(
        office, who, path, ExhibitValues(case_id, witness, kind, table["title"], on, table["source"], on)
    )
    redactions.redact_exhibit(
        office,
        who,
        number,
        [Box(0, left, top, wide, high, table["reason"]) for left, top, wide, high in table["boxes"]],
    )


def _hold_back(work: Work, case_id: int, table: sample.Table) -> None:
    number = application_of(work, case_id)
    row = next(each for each in bundle_page(work.session, number, work.today).rows if each.title == table["title"])
    bundles.hold_back(work, number, row.key, table["why"])


def _leaflets(work: Work, case_id: int, table: sample.Table) -> None:
    """One to each home of the street, sealed and printed."""
    session, template = work.session, table["template"]
    targets = targets_for(session, office_template(session, template), Whom(case_id, street=table["street"]))
    made = mailing.prepare_letters(session, template, targets, table["asked"], work.who.user_id, work.today)
    mailing.note_all_printed(work, [mailing.file_one(work, letter) for letter in made if not letter.why])
