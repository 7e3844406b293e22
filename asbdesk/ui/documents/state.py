"""What the pages of papers decide: who may be written to, what stops a letter, how a seal is told. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from asbdesk.clock import local
from asbdesk.documents import library
from asbdesk.documents.library import GROUPS, Template
from asbdesk.domain.bundle import MASTER, SERVICE, SETS
from asbdesk.domain.casework import ContractKind, PaperFormat, PaperLanguage, PreferredFormat, RecipientKind
from asbdesk.domain.looks import format_first, language_first, languages_offered
from asbdesk.domain.printing import PaperKind, paper_kind
from asbdesk.domain.redaction import COPY
from asbdesk.domain.when import show_date, show_time
from asbdesk.queries.contract_facts import Matter
from asbdesk.queries.documents import SealedDocument
from asbdesk.queries.letters import ContractChoice, LetterChoices
from asbdesk.queries.recipients import AT_HOME, About, Recipient
from asbdesk.queries.redactions import RedactionRow
from asbdesk.queries.releases import ReleaseRow
from asbdesk.services.papers import Prepared, leak_advice, unread_words

FROM_CONTRACT = "The words of this paper come from the contract: its terms, dates and signatories."
FROM_ANSWERS = "The words of this paper come from the answers above."
FROM_RECORD = "The words of this paper come from what is recorded on the page of the contract."


@dataclass(frozen=True, slots=True)
class Says:
    """What a banner says; no words, no banner."""

    words: str = ""
    tone: Literal["quiet", "info", "good", "alert"] = "info"


def is_bundle(template: str) -> bool:
    """One of the two sets of a bundle: printed in several copies."""
    return template in (MASTER, SERVICE)


def print_kind(template: str) -> PaperKind:
    """For which kind of paper printer, tray and duplex are remembered when this one is printed."""
    made = library.templates().get(template)
    return paper_kind(template, made.layout if made else "document")


def can_be_written_again(template: str) -> bool:
    """Whether the words of a paper come from a template; a bundle's and a redacted copy's do not."""
    return template not in (*SETS, COPY)


def can_be_redacted(template: str, redactions: Sequence[RedactionRow], document_id: int) -> bool:
    """Any paper but a bundle and a redacted copy."""
    return can_be_written_again(template) and all(row.copy_id != document_id for row in redactions)


NOT_REDACTED = (
    "This set is not redacted. It is for the court and for this office, and for nobody else: the other side gets the "
    "service set."
)


def draft_key(
    case_id: int, template: str, person_id: int, contract_id: int = 0, agency: str = "", matter_id: int = 0
) -> str:
    """Under what the unfinished letter is kept. ``agency``: the key of the agency that it goes to, if it is one.

    ``matter_id``: the breach or review of the contract that it is about, if it is about one.
    """
    parts = [f"letter:case-{case_id}", template, f"person-{person_id}", agency]
    numbered = [f"{name}-{n}" for name, n in (("contract", contract_id), ("matter", matter_id)) if n]
    return ":".join(part for part in (*parts, *numbered) if part)


def draft_title(template: Template, name: str, case_reference: str) -> str:
    """How the unfinished letter is called on Today."""
    return f"{template.title} to {name}, {case_reference}"


EVERY_KIND = "Every kind"


@dataclass(frozen=True, slots=True)
class Offer:
    """The papers that a letter's page lists, code and title, and in words those that the law of today does not know."""

    papers: tuple[tuple[str, str], ...]
    withheld: str = ""


def offered(papers: Iterable[Template], group: str, sought: str, withheld: Mapping[str, str]) -> Offer:
    """The letters of one kind (``""``: every kind) in which every word sought stands, in title or summary.

    Among every kind, what the law does not know is only told to somebody who looks for it.
    """
    words = sought.casefold().split()
    found = [
        each
        for each in papers
        if not each.place
        and group in ("", each.group)
        and all(word in f"{each.title} {each.summary}".casefold() for word in words)
    ]
    told = [withheld[each.code] for each in found if each.code in withheld and (group or words)]
    return Offer(
        tuple((each.code, each.title) for each in sorted(found, key=_place_in_groups) if each.code not in withheld),
        f"Not offered today. {' '.join(told)}" if told else "",
    )


def _place_in_groups(template: Template) -> int:
    return [*GROUPS, ""].index(template.group)


def suggested_answers(
    template: Template, days: Mapping[str, date], person_id: int, lines: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The days that the template's questions start with, from clocks, standards and papers filed before; and lines."""
    found = {ask.name: days.get(ask.suggest) or days.get(f"{ask.suggest}:person-{person_id}") for ask in template.asks}
    listed = {ask.name: lines[ask.suggest] for ask in template.asks if lines and ask.suggest in lines}
    return listed | {name: day.isoformat() for name, day in found.items() if day}


def matters_for(template: Template, contract: ContractChoice | None) -> tuple[Matter, ...]:
    """The breaches, reviews or whatever else of the contract the paper can be about; none where it is about none."""
    return tuple(m for m in contract.matters if m.kind == template.matter) if contract and template.matter else ()


def no_matter(template: Template) -> str:
    """Why a paper cannot be written yet that is about something of a contract."""
    return _NO_MATTER.get(template.matter, "")


_NO_MATTER = {
    "interview": "No interview is recorded yet. Record it on the contract's page first.",
    "breach": "No breach is recorded yet. Record it on the contract's page first.",
    "planned-review": "No review is planned any more.",
    "held-review": "No review has been held yet. Record it on the contract's page first.",
    "version": "The contract has not been varied or extended yet.",
}


def needs_contract(template: Template) -> bool:
    """Whether the paper says what stands in a contract."""
    return "contract." in template.body


def recipients_for(
    template: Template, people: Sequence[Recipient], contract: ContractChoice | None
) -> tuple[Recipient, ...]:
    """Those to whom the paper can go, each once. A parental agreement is made with the parent."""
    if needs_contract(template) and contract is None:
        return ()
    if contract and needs_contract(template) and template.recipient is RecipientKind.PERPETRATOR:
        wanted = contract.parent_id if contract.kind is ContractKind.PARENTAL else contract.person_id
        fitting = [person for person in people if person.person_id == wanted]
    else:
        kinds = (template.recipient, *map(RecipientKind, template.also))
        fitting = [person for person in people if person.kind in kinds]
    if template.discloses:  # the log says to which agency, and about whom
        fitting = [person for person in fitting if person.addressee is not None]
    return tuple({person.key: person for person in fitting}.values())


def languages_for(template: Template, choices: LetterChoices) -> tuple[PaperLanguage, ...]:
    """In which languages the paper can be written: English, and Welsh where the office offers it and the paper is
    there in Welsh, alone or beside the English."""
    return languages_offered(choices.letter_language, in_welsh=template.code in choices.welsh)


def first_language(
    languages: Sequence[PaperLanguage], choices: LetterChoices, person: Recipient | None = None
) -> PaperLanguage:
    """The language that is chosen at first: the office's, and Welsh before English for who speaks it."""
    return language_first(languages, choices.letter_language, person.language if person else "")


def first_format(template: Template, person: Recipient | None) -> PaperFormat:
    """The format that is chosen at first: the recipient's own, where the paper is there in it."""
    return format_first(template.formats, person.preferred.value if person else "")


def format_words(template: Template, person: Recipient, chosen: PaperFormat) -> str:
    """What whoever writes should know of the format; "" where it is the one that the recipient asked for."""
    wanted = person.preferred
    if wanted.value == chosen.value or (wanted is PreferredFormat.ORDINARY):
        return ""
    if wanted.value not in {each.value for each in PaperFormat}:
        return f"{person.name} asked for {wanted.label.lower()}: have this paper made so, or read it to them."
    if wanted.value not in {each.value for each in template.formats}:
        return f"{person.name} asked for {wanted.label.lower()}, and this paper is not there in it."
    return f"{person.name} asked for {wanted.label.lower()}."


def about_words(about: About) -> str:
    """As a list shows somebody whom a paper to an agency may be about."""
    return f"{about.name}, {about.role.label.lower()}"


def about_warning(about: About | None) -> str:
    """What it means that the paper is about this person; "" where it gives nobody away."""
    if about is None or not about.protected:
        return ""
    return f"The identity of {about.name} is protected in this case: this paper tells it to the agency."


def known_answers(template: Template, contract: ContractChoice | None) -> dict[str, str]:
    """Answers that the contract gives already."""
    if contract is None or not needs_contract(template):
        return {}
    found = {"signed_on": contract.signed_on, "review_on": contract.next_review}
    return {name: day.isoformat() for name, day in found.items() if day and name in template.asked}


def missing_says(prepared: Prepared) -> Says:
    """What is still to be filled in."""
    if not prepared.missing:
        return Says()
    them = "it" if len(prepared.missing) == 1 else "them"
    return Says(f"Still missing: {', '.join(prepared.missing)}. Fill {them} in before the paper is filed.")


def leaks_say(prepared: Prepared) -> Says:
    """Who would be given away, with the line; and what the guard could not read."""
    unread = unread_words(prepared.unread)
    if not prepared.leaks:
        return Says(unread, "info") if unread else Says()
    return Says(" ".join(filter(None, (*prepared.leaks, leak_advice(prepared), unread))), "alert")


def hand_says(prepared: Prepared, *, edited: bool) -> Says:
    """That the words were changed by hand, and whether an answer has changed beneath them."""
    if not edited:
        return Says()
    if prepared.clash:
        return Says(
            "You changed these words by hand, and since then an answer has changed. Check that the letter says what "
            "you mean.",
            "alert",
        )
    return Says("You have changed the words by hand.", "quiet")


def missing_ask(template: Template, missing: Sequence[str], asked: Mapping[str, Any]) -> str:
    """The name of the first question without an answer that the paper waits for; "" when it waits for none."""
    waiting = {words.casefold() for words in missing}
    return next((a.name for a in template.asks if a.label.casefold() in waiting and not asked.get(a.name)), "")


def seal_words(document: SealedDocument) -> str:
    """``Sealed 17 Nov 2003 14:02 by J. Okafor``, what the bytes are known by, and the template they came from."""
    filed = document.filed_at
    of_office = f", the office’s version {document.office_version}" if document.office_version else ""
    ordinary = document.format is PaperFormat.ORDINARY and document.language is PaperLanguage.ENGLISH
    look = "" if ordinary else f", {document.format.label.lower()}, in {document.language.label}"
    return (
        f"Sealed {show_date(filed.date())} {show_time(filed.time())} by {document.filed_by}, "
        f"SHA-256 {document.sha256[:8]}…{document.sha256[-4:]}, "
        f"template {document.template} version {document.template_version}{of_office}{look}"
    )


def released_words(released: Sequence[ReleaseRow]) -> str:
    """What a manager let the paper give away, and why; and why it went to a home that somebody else shares."""
    at_home = [row for row in released if row.finding.startswith(AT_HOME)]
    said = [f"{row.called} may be known here by “{row.words}”: {_why(row)}" for row in released if row not in at_home]
    sent = [f"It went to {row.words}. There lives as well {row.called}: {_why(row)}" for row in at_home]
    return " ".join((*(("Released by a manager.", *said) if said else ()), *sent))


def _why(row: ReleaseRow) -> str:
    return f"{row.reason.rstrip('.')} ({row.released_by}, {show_date(local(row.released_at).date())})."


def printed_words(times: int) -> str:
    """How often it went to a printer."""
    return {0: "Never printed", 1: "Printed once", 2: "Printed twice"}.get(times, f"Printed {times} times")


def file_name(reference: str, title: str) -> str:
    """A name that every system takes and that names nobody: ``ASB-2003-0147-L2 First warning letter.pdf``."""
    kept = "".join(c if c.isalnum() or c in " -" else "-" for c in f"{reference} {title}")
    return f"{kept.strip()}.pdf"
