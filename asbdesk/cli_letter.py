"""A letter without the window: whom it goes to, what it is told, and the PDF that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asbdesk.documents.library import Template
from asbdesk.domain.casework import CaseRole, ContractKind, ContractState, PaperFormat, PaperLanguage
from asbdesk.domain.looks import language_first, languages_offered
from asbdesk.domain.permissions import require
from asbdesk.domain.references import parse_reference
from asbdesk.domain.when import NotADate, parse_date
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.queries.cases import case_id_of
from asbdesk.queries.letters import ContractChoice, LetterChoices, letter_choices
from asbdesk.queries.recipients import Recipient
from asbdesk.queries.templates import office_template
from asbdesk.services.disclosures import file_letter
from asbdesk.services.papers import Prepared, Wanted, prepare, unread_words

if TYPE_CHECKING:
    from asbdesk.storage.office import Office
    from asbdesk.storage.work import Actor

_OVER = (ContractState.DECLINED, ContractState.KEPT, ContractState.BROKEN, ContractState.ENDED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asked for; ``answers`` as they were given, ``name=value``.

    ``format`` and ``language``: empty for the recipient's own format, and the office's language.
    ``reason``: why a manager files a step up the ladder without a record of proportionality.
    """

    case: str
    template: str
    out: Path
    to: str = ""
    contract: str = ""
    answers: tuple[str, ...] = ()
    allow_missing: bool = False
    file: bool = False
    reason: str = ""
    format: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it. ``written`` is false where something is missing or somebody would be given away."""

    out: Path
    reference: str
    title: str
    missing: tuple[str, ...]
    leaks: tuple[str, ...]
    unanswered: tuple[str, ...]
    written: bool
    document_id: int | None
    unread: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The same for a reader."""
        told = list(self.leaks)
        if self.missing:
            told.append(f"This paper still lacks: {', '.join(self.missing)}.")
        if self.missing and self.unanswered and not self.written:
            told.append("Say it with " + " ".join(f"--set {name}=…" for name in self.unanswered) + ".")
        if not self.written:
            told.append("Nothing was written.")
        elif self.document_id is not None:
            told.append(f"{self.reference} was filed and written to {self.out}.")
        else:
            told.append(f"{self.reference} was written to {self.out}; it is not filed.")
        return (*told, *([self.unread] if self.unread else []))

    def as_json(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "reference": self.reference,
            "title": self.title,
            "out": str(self.out),
            "written": self.written,
            "filed": self.document_id is not None,
            "document": self.document_id,
            "missing": list(self.missing),
            "leaks": list(self.leaks),
            "unanswered": list(self.unanswered),
            "unread": self.unread,
        }


def write_letter(office: Office, who: Actor, asked: Asked) -> Done:
    """Make the paper and write it to a file; with ``file`` it is sealed in the case as well.

    Raises an :class:`~asbdesk.errors.AsbdeskError` for a case, template, recipient or answer that cannot be.
    """
    if asked.reason and not asked.file:
        raise Refused("A reason to go on is kept with a letter that is filed.", "Add --file, or leave out --reason.")
    require(who.role, "write_letter")
    today = office.clock.today()
    with office.reading() as session:
        paper = office_template(session, asked.template)
        case_id = case_id_of(session, parse_reference(asked.case).case)
        wanted = _wanted(letter_choices(session, case_id, today), paper, asked, today)
        prepared = prepare(session, wanted, who.user_id, today)
    lacking = bool(prepared.missing) and (asked.file or not asked.allow_missing)
    if prepared.leaks or lacking:
        return _done(prepared, asked, written=False)
    try:
        asked.out.write_bytes(prepared.pdf)
    except OSError as error:
        raise Refused(f"“{asked.out}” cannot be written to.", "Choose another file.") from error
    return _done(prepared, asked, written=True, document_id=_filed(office, who, prepared, asked))


def _filed(office: Office, who: Actor, prepared: Prepared, asked: Asked) -> int | None:
    if not asked.file:
        return None
    try:
        with office.transaction(who, "file_letter") as work:
            return file_letter(work, prepared, go_on=asked.reason)
    except BaseException as error:
        asked.out.unlink(missing_ok=True)  # a paper that was not filed must not look as if it had been
        if isinstance(error, InvalidField) and error.field == "go_on":
            raise Refused(error.message, "On the command line: --reason TEXT, at least three words.") from error
        raise


def _done(prepared: Prepared, asked: Asked, *, written: bool, document_id: int | None = None) -> Done:
    return Done(
        out=asked.out,
        reference=prepared.reference,
        title=prepared.template.title,
        missing=prepared.missing,
        leaks=prepared.leaks,
        unanswered=tuple(
            ask.name for ask in prepared.template.asks if ask.required and ask.name not in prepared.facts.asked
        ),
        written=written,
        document_id=document_id,
        unread=unread_words(prepared.unread),
    )


def _wanted(choices: LetterChoices, paper: Template, asked: Asked, today: date) -> Wanted:
    contract = _contract(choices, asked) if "contract." in paper.body else None
    to = None if contract else _recipient(choices, paper, asked)
    about = next((each.person_id for each in choices.about if each.role is CaseRole.PERPETRATOR), 0)
    reader = to.person_id if to and not to.addressee else about
    return Wanted(
        case_id=choices.case_id,
        template=paper.code,
        person_id=_signer(contract) if contract else reader,
        addressee=to.addressee if to else None,
        asked=_answers(paper, asked.answers, today),
        contract_id=contract.id if contract else None,
        format=PaperFormat(asked.format) if asked.format else None,
        language=PaperLanguage(asked.language) if asked.language else _usual(choices, paper, to),
    )


def _usual(choices: LetterChoices, paper: Template, to: Recipient | None) -> PaperLanguage:
    """The office's language of letters, where the paper is there in it; Welsh first for who speaks it."""
    offered = languages_offered(choices.letter_language, in_welsh=paper.code in choices.welsh)
    return language_first(offered, choices.letter_language, to.language if to else "")


def _contract(choices: LetterChoices, asked: Asked) -> ContractChoice:
    if asked.contract:
        wanted = str(parse_reference(asked.contract))
        found = next((each for each in choices.contracts if each.reference == wanted), None)
    else:
        running = [each for each in choices.contracts if each.state not in _OVER]
        found = next(reversed(running or list(choices.contracts)), None)
    if found is None:
        raise NotFound(f"{choices.case_reference} has no such contract.", "Draw it up in the window first.")
    return found


def _signer(contract: ContractChoice) -> int:
    parental = contract.kind is ContractKind.PARENTAL and contract.parent_id is not None
    return contract.parent_id if parental and contract.parent_id else contract.person_id


def _recipient(choices: LetterChoices, paper: Template, asked: Asked) -> Recipient:
    fitting = [each for each in choices.recipients if each.kind is paper.recipient]
    if paper.discloses:
        fitting = [each for each in fitting if each.addressee is not None]
    if asked.to:
        fitting = [each for each in fitting if each.name.casefold() == asked.to.strip().casefold()]
    if not fitting:
        who = f"“{asked.to}”" if asked.to else paper.recipient.label.lower()
        raise NotFound(f"Nobody in {choices.case_reference} is {who} to whom this paper goes.", _there(choices))
    if len({(each.person_id, each.name) for each in fitting}) > 1:
        names = ", ".join(each.name for each in fitting)
        raise Refused(f"This paper may go to {names}.", "Say to whom, with --to NAME.")
    return fitting[0]


def _there(choices: LetterChoices) -> str:
    people = ", ".join(f"{each.name} ({each.kind.label.lower()})" for each in choices.recipients if not each.addressee)
    return f"There are: {people}." if people else ""


def _answers(paper: Template, given: tuple[str, ...], today: date) -> dict[str, object]:
    found: dict[str, object] = {}
    for each in given:
        name, sign, value = each.partition("=")
        ask = paper.asked.get(name.strip())
        if not sign or ask is None:
            names = ", ".join(paper.asked) or "nothing"
            raise InvalidField(name, f"“{each}” answers nothing that is asked.", f"{paper.code} asks for: {names}.")
        found[ask.name] = _date(ask.name, value, today) if ask.kind == "date" and value.strip() else value
    return found


def _date(name: str, words: str, today: date) -> date:
    try:
        return parse_date(words, today, "future")
    except NotADate as error:
        raise InvalidField(name, f"{name}: {error.message}", error.hint) from error
