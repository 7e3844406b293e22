"""Exhibits of a case, one exhibit, and who may produce one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from asbdesk.domain import exhibits as marks
from asbdesk.domain import media
from asbdesk.domain.casework import CaseRole, Disclosure, ExhibitKind
from asbdesk.domain.exhibits import Witness
from asbdesk.domain.when import When, show_when
from asbdesk.errors import NotFound
from asbdesk.queries import redactions
from asbdesk.queries.people import full_name
from asbdesk.queries.redactions import RedactionRow
from asbdesk.reference_data import load_categories
from asbdesk.storage import tables as t


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """An exhibit in a list. ``shown`` is the witness as a list may show her: by her pseudonym while protected."""

    id: int
    mark: str
    kind: ExhibitKind
    title: str
    witness: str
    shown: str
    received_on: date
    size: int
    media_type: str
    trouble: str
    opened: bool


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A line of the continuity log; ``at`` is the wall clock's."""

    at: datetime
    holder: str
    why: str
    noted_by: str


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident to choose, or that an exhibit shows."""

    id: int
    reference: str
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class ExhibitPage:
    """All that the exhibit's page shows but the file itself."""

    id: int
    mark: str
    case_id: int
    case_reference: str
    kind: ExhibitKind
    title: str
    witness: str
    person_id: int | None
    shown: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    trouble: str
    made_on: date | None
    received_on: date
    received_from: str
    opened_at: datetime | None
    opened_by: str
    movements: tuple[MovementRow, ...]
    incidents: tuple[IncidentLine, ...]
    redactions: tuple[RedactionRow, ...] = ()

    @property
    def protected(self) -> bool:
        """Whether the witness must not be known to the perpetrator."""
        return self.shown != self.witness

    @property
    def family(self) -> media.Family:
        """What the window can do with the file."""
        return media.family(self.media_type)


@dataclass(frozen=True, slots=True)
class WitnessChoice:
    """Somebody who may produce an exhibit in this case; ``words`` name her in a list, ``next_mark`` is her next."""

    witness: Witness
    words: str
    next_mark: str


@dataclass(frozen=True, slots=True)
class AddingChoices:
    """What the dialog for a new exhibit offers."""

    case_reference: str
    witnesses: tuple[WitnessChoice, ...]
    incidents: tuple[IncidentLine, ...]


@dataclass(frozen=True, slots=True)
class DiaryChoices:
    """What keying in a diary sheet begins with: who may have kept it, its scan, and what its lines have in common."""

    case_reference: str
    people: tuple[tuple[str, str], ...]
    scans: tuple[tuple[str, str], ...]
    category: str
    place: str


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """What the case's page says of its evidence: the newest exhibits, how many there are, how many are unopened."""

    newest: tuple[ExhibitRow, ...]
    total: int
    unopened: int


def exhibits(session: Session, case_id: int, pseudonyms: Mapping[int, str] | None = None) -> tuple[ExhibitRow, ...]:
    """The exhibits of a case, the newest first. ``pseudonyms``: those of a paper's reader; None for the window's."""
    pseudonyms = shown_as(session, case_id) if pseudonyms is None else pseudonyms
    rows = session.scalars(
        select(t.Exhibit).where(t.Exhibit.case_id == case_id, t.Exhibit.complete).order_by(t.Exhibit.id.desc())
    )
    return tuple(_row(each, pseudonyms) for each in rows)


def of_case(session: Session, case_id: int, newest: int = 4) -> CaseEvidence:
    """The evidence in short."""
    rows = exhibits(session, case_id)
    return CaseEvidence(rows[:newest], len(rows), sum(not row.opened for row in rows))


def of_incident(session: Session, incident_id: int) -> tuple[ExhibitRow, ...]:
    """What shows this incident."""
    rows = session.scalars(
        select(t.Exhibit)
        .join(t.ExhibitIncident, t.ExhibitIncident.exhibit_id == t.Exhibit.id)
        .where(t.ExhibitIncident.incident_id == incident_id, t.Exhibit.complete)
        .order_by(t.Exhibit.id)
    ).all()
    return tuple(_row(each, shown_as(session, each.case_id)) for each in rows)


def exhibit(session: Session, exhibit_id: int) -> ExhibitPage:
    """One exhibit. Raises :class:`NotFound`, also for one whose file is still coming in."""
    found = session.execute(
        select(t.Exhibit, t.Case.reference)
        .join(t.Case, t.Case.id == t.Exhibit.case_id)
        .where(t.Exhibit.id == exhibit_id, t.Exhibit.complete)
    ).one_or_none()
    if found is None:
        raise NotFound("This exhibit is no longer in the office.")
    row, case_reference = found
    case_id = row.case_id
    users = _users(session)
    pseudonyms = shown_as(session, case_id)
    return ExhibitPage(
        id=row.id,
        mark=row.mark,
        case_id=case_id,
        case_reference=case_reference,
        kind=row.kind,
        title=row.title,
        witness=row.witness,
        person_id=row.person_id,
        shown=pseudonyms.get(row.person_id, row.witness) if row.person_id else row.witness,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        trouble=row.trouble,
        made_on=row.made_on,
        received_on=row.received_on,
        received_from=row.received_from,
        opened_at=row.opened_at,
        opened_by=users.get(row.opened_by, ""),
        movements=_movements(session, exhibit_id, users),
        incidents=incident_lines(
            session,
            select(t.ExhibitIncident.incident_id).where(t.ExhibitIncident.exhibit_id == exhibit_id),
        ),
        redactions=redactions.of_exhibit(session, exhibit_id),
    )


def adding_choices(session: Session, case_id: int, user_id: int) -> AddingChoices:
    """Who may produce an exhibit of this case (you first, then the parties, then colleagues), and its incidents."""
    reference = session.scalars(select(t.Case.reference).where(t.Case.id == case_id)).one_or_none()
    if reference is None:
        raise NotFound("This case is no longer in the office.")
    users = session.scalars(select(t.User).where(t.User.active).order_by(t.User.name)).all()
    yours = [(Witness(u.name, user_id=u.id), f"{u.name} (you)") for u in users if u.id == user_id]
    colleagues = [(Witness(u.name, user_id=u.id), u.name) for u in users if u.id != user_id]
    mine = select(t.Incident.id).where(t.Incident.case_id == case_id)
    people = [*yours, *_parties(session, case_id), *colleagues]
    witnesses = tuple(WitnessChoice(witness, words, next_mark(session, witness, case_id)) for witness, words in people)
    return AddingChoices(reference, witnesses, incident_lines(session, mine))


def diary_choices(session: Session, case_id: int) -> DiaryChoices:
    """Pairs of stored value and words. Raises :class:`NotFound`."""
    case = session.get(t.Case, case_id)
    if case is None:
        raise NotFound("This case is no longer in the office.")
    category = session.scalars(select(t.CaseCategory.category).where(t.CaseCategory.case_id == case_id)).first()
    newest = select(t.Incident.place).where(t.Incident.case_id == case_id).order_by(t.Incident.when_from.desc())
    papers = (ExhibitKind.DIARY_SHEET, ExhibitKind.SCAN, ExhibitKind.PHOTOGRAPH)
    return DiaryChoices(
        case_reference=case.reference,
        people=tuple((str(witness.person_id), words) for witness, words in _parties(session, case_id)),
        scans=tuple(
            (str(row.id), f"{row.mark} {row.title}") for row in exhibits(session, case_id) if row.kind in papers
        ),
        category=category or "",
        place=session.scalars(newest).first() or "",
    )


def mark_letters(session: Session, witness: Witness, case_id: int) -> str:
    """The letters of a witness's marks, hers for ever: JO, and JO2 for the next with the same initials. Of somebody
    protected in the case they are those of her pseudonym: initials would tell a neighbour who "Witness B" is.
    """
    series = session.scalars(select(t.Counter.series).where(t.Counter.series.startswith("exhibit/"))).all()
    taken = {each.split("/")[1]: each.split("/")[2] for each in series}
    hers = [letters for letters, key in taken.items() if key == witness.key]
    pseudonym = _pseudonym(session, witness, case_id)
    own = marks.initials(pseudonym or witness.name)
    if pseudonym:
        hers = [letters for letters in hers if letters.rstrip("0123456789") == own]
    candidates = (own if n == 1 else f"{own}{n}" for n in range(1, len(taken) + 2))
    return hers[0] if hers else next(letters for letters in candidates if letters not in taken)


def _pseudonym(session: Session, witness: Witness, case_id: int) -> str:
    """What papers of the case call her, where she is protected; else ""."""
    of = select(t.CaseParty.pseudonym).where(
        t.CaseParty.case_id == case_id,
        t.CaseParty.person_id == witness.person_id,
        t.CaseParty.disclosure == Disclosure.PROTECTED,
    )
    return next((each for each in session.scalars(of.order_by(t.CaseParty.id)) if each), "")


def mark_series(letters: str, witness: Witness) -> str:
    """The counter that a witness's marks come from."""
    return f"exhibit/{letters}/{witness.key}"


def next_mark(session: Session, witness: Witness, case_id: int) -> str:
    """The mark that her next exhibit will most likely bear; it is given when the file is in."""
    letters = mark_letters(session, witness, case_id)
    last = session.scalars(
        select(t.Counter.last).where(t.Counter.series == mark_series(letters, witness))
    ).one_or_none()
    return marks.mark(letters, (last or 0) + 1)


def incident_lines(session: Session, ids: Select[int]) -> tuple[IncidentLine, ...]:
    """Incidents by a statement of their ids, the newest first."""
    kinds = load_categories()
    rows = session.scalars(
        select(t.Incident).where(t.Incident.id.in_(ids)).order_by(t.Incident.when_from.desc(), t.Incident.id)
    )
    return tuple(
        IncidentLine(
            i.id,
            i.reference,
            show_when(When(i.when_kind, i.when_from, i.when_to)),
            i.summary or kinds.label(i.category),
        )
        for i in rows
    )


def unopened(session: Session) -> Sequence[tuple[int, str, str, date, str]]:
    """(id, mark, title, received on, case reference) of the exhibits at which nobody has looked yet."""
    rows = session.execute(
        select(t.Exhibit.id, t.Exhibit.mark, t.Exhibit.title, t.Exhibit.received_on, t.Case.reference)
        .join(t.Case, t.Case.id == t.Exhibit.case_id)
        .where(t.Exhibit.complete, t.Exhibit.opened_at.is_(None))
        .order_by(t.Exhibit.received_on, t.Exhibit.id)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def shown_as(session: Session, case_id: int) -> dict[int, str]:
    """The pseudonyms of the case's protected people as the window shows them, by the person's id; for a paper see
    :func:`asbdesk.queries.guarded.hidden_names`."""
    rows = session.execute(
        select(t.CaseParty.person_id, t.CaseParty.pseudonym, t.CaseParty.role).where(
            t.CaseParty.case_id == case_id,
            t.CaseParty.disclosure == Disclosure.PROTECTED,
            t.CaseParty.role != CaseRole.PERPETRATOR,
        )
    )
    found: dict[int, str] = {}
    for person_id, pseudonym, role in rows:
        if pseudonym or person_id not in found:
            found[person_id] = pseudonym or role.label
    return found


def _row(each: t.Exhibit, pseudonyms: Mapping[int, str]) -> ExhibitRow:
    return ExhibitRow(
        id=each.id,
        mark=each.mark,
        kind=each.kind,
        title=each.title,
        witness=each.witness,
        shown=pseudonyms.get(each.person_id, each.witness) if each.person_id else each.witness,
        received_on=each.received_on,
        size=each.size,
        media_type=each.media_type,
        trouble=each.trouble,
        opened=each.opened_at is not None,
    )


def _parties(session: Session, case_id: int) -> list[tuple[Witness, str]]:
    rows = session.execute(
        select(t.CaseParty, t.Person)
        .join(t.Person, t.Person.id == t.CaseParty.person_id)
        .where(t.CaseParty.case_id == case_id, t.CaseParty.role != CaseRole.PERPETRATOR)
        .order_by(t.CaseParty.id)
    ).all()
    found: dict[int, tuple[Witness, str]] = {}
    for party, person in rows:
        hidden = party.pseudonym if party.disclosure is Disclosure.PROTECTED else None
        words = f"{full_name(person)} ({hidden or party.role.label.lower()})"
        found.setdefault(person.id, (Witness(full_name(person), person_id=person.id), words))
    return list(found.values())


def _movements(session: Session, exhibit_id: int, users: dict[int | None, str]) -> tuple[MovementRow, ...]:
    rows = session.scalars(
        select(t.ExhibitMovement)
        .where(t.ExhibitMovement.exhibit_id == exhibit_id)
        .order_by(t.ExhibitMovement.at, t.ExhibitMovement.id)
    )
    return tuple(MovementRow(row.at, row.holder, row.why, users.get(row.noted_by, "")) for row in rows)


def _users(session: Session) -> dict[int | None, str]:
    return {row[0]: row[1] for row in session.execute(select(t.User.id, t.User.name))}
