"""The templates: a TOML head between ``+++`` lines, then a Markdown body with the fields in double braces.

After the body a line ``+++ easy read`` may stand, and after that the same paper in easy words.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache, lru_cache
from typing import Any, cast

import jinja2

from asbdesk import paths
from asbdesk.documents.dates import clock_time, long_date
from asbdesk.documents.jinja_words import broken
from asbdesk.documents.markdown import fault_in
from asbdesk.documents.sandbox import check, compiled
from asbdesk.domain.casework import PaperFormat, RecipientKind
from asbdesk.errors import AsbdeskError, InvalidField

ASK_KINDS = frozenset({"date", "time", "text", "paragraph", "choice", "power"})
DISCLOSING = ("power", "necessity")
GROUPS = {
    "reporter": "Reporter, victim and witness",
    "warning": "First contact, advice and warnings",
    "contract": "Behaviour contract",
    "notice": "Notices, and the tenancy",
    "partner": "Partner agencies",
    "record": "Requests and records",
}
"""The kinds that the letter's page sorts its papers by, with their words."""
SUGGESTS = ("clock", "standard", "working", "filed", "held")
LAYOUTS = frozenset({"letter", "document", "plain", "wide"})
_LONGEST = 100_000
_EASY = re.compile(r"^\+\+\+ easy read[ \t]*\n", re.MULTILINE)
_TOO_DEEP = "one thing stands in another, and that in another again, too often: write it more simply."


class TemplateFault(AsbdeskError):
    """A template cannot be used as it is. The words name it, the line and the field.

    ``part`` is head, title, summary, asks, enclosures, body or easy, and ``line`` counts from 1 within it; 0 where it
    is in no line. ``words`` are the message for one who sees the place beside them."""

    def __init__(self, message: str, hint: str = "", *, part: str = "head", line: int = 0, words: str = "") -> None:
        super().__init__(message, hint)
        self.part, self.line, self.words = part, line, words or message


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing the caseworker is asked for a paper; the body has it as ``asked.name``.

    ``suggest`` is the day that stands there at first: ``clock:CODE`` when that clock of the case is due,
    ``standard:CODE`` so long from today as that service standard says, ``working:N`` in so many working days,
    ``filed:TEMPLATE`` when the person was last sent that paper. ``held:unused`` and ``held:sensitive`` are no days but
    the lines of what was held back from a bundle.
    ``choices_shown`` are the words of the choices in the template's own language, where they are asked in another."""

    name: str
    label: str
    kind: str = "text"
    required: bool = True
    example: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()
    choices_shown: tuple[str, ...] = ()
    suggest: str = ""

    def example_value(self) -> str | date:
        return date.fromisoformat(self.example) if self.kind == "date" else self.example


@dataclass(frozen=True, slots=True)
class Template:
    """``place`` says where in the program the paper is made, when not on the letter's page.

    ``matter`` is what of its contract the paper is about: interview, breach, planned-review, held-review or version.
    ``discloses`` (asked or given) enters the disclosure log with the answers to power, necessity, what and return_by;
    one that ``refers`` is an agreed action as well.
    ``easy`` is the body in easy words, empty where there is none; one that ``easy_leads`` is a notice that must be
    given as it is, and stands whole behind its easy words. ``check`` says what must be looked at before use.
    ``office_version`` is the number of the office's own version, 0 for the program's; ``version`` is then the
    program's version that it was made from.
    ``makes`` is the code of the law files' document that it makes, empty for a paper that they do not know.
    ``law`` is the instrument that the law of the day must know; with ``before_law`` it may be written before it did,
    as the office's own procedure. ``after`` is the paper that must have gone before it.
    ``also`` are further kinds of recipient to whom it may go.
    ``group`` says among which papers the letter's page has it, ``stops`` the clock that it stops when it is in time.
    ``records`` is the step of the ladder that filing this paper records, or empty. ``first_line`` is the body's
    first line in the file, for messages."""

    code: str
    title: str
    version: int
    recipient: RecipientKind
    body: str
    layout: str = "letter"
    summary: str = ""
    records: str = ""
    enclosures: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    sources: tuple[str, ...] = ()
    local_policy: bool = True
    place: str = ""
    matter: str = ""
    makes: str = ""
    group: str = ""
    law: str = ""
    before_law: bool = False
    after: str = ""
    stops: str = ""
    also: tuple[str, ...] = ()
    discloses: str = ""
    refers: bool = False
    check: str = ""
    easy: str = ""
    easy_leads: bool = False
    language: str = "en"
    office_version: int = 0
    first_line: int = 1

    @property
    def asked(self) -> dict[str, Ask]:
        return {ask.name: ask for ask in self.asks}

    @property
    def edition(self) -> str:
        """Which words these are: ``2`` of the program, ``2-office-5`` the office's fifth, made from them."""
        return f"{self.version}-office-{self.office_version}" if self.office_version else str(self.version)

    @property
    def formats(self) -> tuple[PaperFormat, ...]:
        """In which formats the paper can be made. What lies across the page has no room for larger print."""
        if self.layout == "wide":
            return (PaperFormat.ORDINARY,)
        easy = (PaperFormat.EASY_READ,) if self.easy else ()
        return (PaperFormat.ORDINARY, PaperFormat.LARGE_PRINT, *easy)

    def words_for(self, chosen: PaperFormat) -> str:
        """The body of a format."""
        if chosen is not PaperFormat.EASY_READ or not self.easy:
            return self.body
        return f"{self.easy.rstrip()}\n\n```page\n```\n\n{self.body}" if self.easy_leads else self.easy


@cache
def templates(language: str = "en") -> dict[str, Template]:
    """The program's own templates of one language, by code, in the order of the ladder."""
    files = sorted(paths.resource("templates", language).glob("*.md"))
    found = [read_template(path.read_text(encoding="utf-8"), path.stem, language) for path in files]
    return {each.code: each for each in sorted(found, key=lambda each: (_ORDER.get(each.code, 99), each.code))}


_ORDER = {
    code: place
    for place, code in enumerate(
        (
            "acknowledgement",
            "interview-appointment",
            "risk-plan",
            "progress-update",
            "witness-pack",
            "case-closed",
            "satisfaction-survey",
            "neighbourhood-leaflet",
            "case-review-decision",
            "case-review-outcome",
            "first-contact",
            "good-neighbour",
            "first-warning",
            "final-warning",
            "abc-invitation",
            "abc-invitation-parent",
            "abc-interview",
            "abc",
            "abc-copy",
            "abc-not-signed",
            "abc-breach-notice",
            "abc-breach-notice-parent",
            "abc-review-invitation",
            "abc-review-invitation-parent",
            "abc-review-minutes",
            "abc-variation",
            "abc-ending",
            "community-protection-warning",
            "community-protection-notice",
            "closure-notice",
            "public-spaces-order",
            "dispersal-authorisation",
            "notice-seeking-possession",
            "absolute-ground-notice",
            "information-request",
            "referral",
            "handover-page",
            "subject-access-response",
            "unused-material",
            "retention-certificate",
            "community-remedy",
            "conference-invitation",
            "conference-minutes",
            "disclosure-log",
            "court-consultation-request",
            "court-consultation-certificate",
            "court-application",
            "court-facts",
            "court-summons",
            "court-order",
            "allegation-schedule",
            "court-statements",
            "court-risk-assessment",
            "court-proportionality",
            "court-youth-views",
            "court-requirement-evidence",
            "court-interim-application",
            "court-interim-order",
            "court-hearsay-notice",
            "court-service-certificate",
            "court-summary-person",
            "court-summary-victim",
            "court-publicity-check",
            "court-breach-report",
            "court-variation-summons",
        )
    )
}


def template(code: str, language: str = "en") -> Template:
    """The template of that code. Raises :class:`TemplateFault` when there is none."""
    try:
        return templates(language)[code]
    except KeyError:
        names = ", ".join(templates(language))
        raise TemplateFault(f"There is no template called {code!r}.", f"The templates are: {names}.") from None


def law_code(code: str, language: str = "en") -> str:
    """The law files' code of the document that a template makes; empty for one that makes none, or is gone."""
    found = templates(language).get(code)
    return found.makes if found else ""


def making(document: str, instrument: str = "", language: str = "en") -> Template | None:
    """The template of the law files' document of that code; None where the program has none.

    One that is made for this ``instrument`` alone comes before one that serves for every instrument.
    """
    found = [each for each in templates(language).values() if document and each.makes == document]
    own = next((each for each in found if each.law and each.law == instrument), None)
    return own or next((each for each in found if not each.law), None)


def letters_under(instrument: str, language: str = "en") -> tuple[str, ...]:
    """The codes of the letters that belong to one instrument of the law."""
    return tuple(code for code, each in templates(language).items() if each.law and each.law == instrument)


def parse_template(text: str, name: str, language: str = "en") -> Template:
    """A template out of its text, checked whole: head, fields, nothing but what a template may do."""
    made = read_template(text, name, language)
    check_words(made)
    return made


def read_template(text: str, name: str, language: str = "en") -> Template:
    """A template whose words are the program's own, which the tests have checked. Raises :class:`TemplateFault`."""
    if len(text) > _LONGEST:
        words = f"The paper is longer than {_LONGEST:,} characters: make it shorter."
        raise TemplateFault(f"Template {name} is longer than {_LONGEST} characters.", part="body", words=words)
    parts = text.replace("\r\n", "\n").split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise TemplateFault(f"Template {name} has no head.", "It begins with a line +++, the head, and a line +++.")
    try:
        made = _with_head(tomllib.loads(parts[1]), parts[2], parts[1].count("\n") + 3, language)
    except tomllib.TOMLDecodeError as error:
        raise TemplateFault(f"The head of template {name} cannot be read: {error}.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise TemplateFault(f"The head of template {name} lacks something or has it wrong: {error}.") from error
    _check_head(made)
    return made


def _with_head(head: dict[str, Any], words: str, first_line: int, language: str) -> Template:
    body, _, easy = _EASY.sub("\0", words, count=1).partition("\0")
    asks = tuple(Ask(**_tuples(ask)) for ask in head.pop("asks", ()))
    recipient = RecipientKind(head.pop("recipient"))
    return Template(**_tuples(head), recipient=recipient, asks=asks, body=body, easy=easy, language=language,
                    first_line=first_line)  # fmt: skip


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(cast("list[Any]", value)) if isinstance(value, list) else value for name, value in table.items()
    }


def _check_head(made: Template) -> None:
    if made.layout not in LAYOUTS:
        raise TemplateFault(
            f"Template {made.code} has the layout {made.layout!r}; it can be letter, document, plain or wide."
        )
    for ask in made.asks:
        if ask.kind not in ASK_KINDS or not ask.name.isidentifier():
            raise TemplateFault(
                f"Template {made.code} asks for {ask.name!r} of kind {ask.kind!r}, which cannot be asked."
            )
        ask.example_value()
        if ask.suggest and ask.suggest.partition(":")[0] not in SUGGESTS:
            raise TemplateFault(f"Template {made.code} suggests {ask.suggest!r} for {ask.name}: nothing is called so.")
    if made.group not in ("", *GROUPS):
        raise TemplateFault(f"Template {made.code} stands in the group {made.group!r}, which there is not.")
    if made.discloses not in ("", "asked", "given") or (made.discloses and not made.asked.keys() >= set(DISCLOSING)):
        raise TemplateFault(f"Template {made.code} discloses something, and asks for {', '.join(DISCLOSING)}.")


def check_words(made: Template) -> None:
    """The words of a template, ordinary and easy. Raises :class:`TemplateFault`."""
    _check_part(made, "body", made.body, made.first_line)
    _check_part(made, "easy", made.easy, made.first_line + made.body.count("\n") + 1)


def _check_part(made: Template, part: str, words: str, first_line: int) -> None:
    """One body: may it do what it does, is it closed, and does the page know every fence of it?"""
    try:
        fault = check(words, frozenset(made.asked))
        if fault is None:
            compiled(words)
            fault = fault_in(words)
        line, told = (fault.line, fault.words) if fault else (0, "")
    except jinja2.TemplateSyntaxError as error:
        line, told = broken(words, error)
    except (RecursionError, SyntaxError, MemoryError):  # what Python says of a tree that is too deep
        line, told = 1, _TOO_DEEP
    if told:
        message = f"Template {made.code}, line {line + first_line - 1}: {told}"
        raise TemplateFault(message, part=part, line=line, words=told)


@lru_cache(maxsize=512)
def office_version(own: Template, text: str, based_on: int, number: int) -> Template:
    """The office's version of one of the program's templates, out of its text.

    Its words, questions and enclosures are the office's. What the paper is, to whom it goes and what it records stay
    the program's, which knows what it does with such a paper. Raises :class:`TemplateFault`."""
    read = parse_template(text, own.code, own.language)
    made = replace(
        own,
        title=read.title,
        summary=read.summary,
        enclosures=read.enclosures,
        asks=tuple(_with_day(own, ask) for ask in read.asks),
        body=read.body,
        easy=read.easy,
        first_line=read.first_line,
        version=based_on,
        office_version=number,
    )
    if not made.title.strip():
        raise TemplateFault(f"Template {own.code} has no title.", part="title", words="Give the paper a title.")
    _check_head(made)
    check_words(made)
    return made


def _with_day(own: Template, ask: Ask) -> Ask:
    """The day that a question starts with is the program's affair."""
    before = own.asked.get(ask.name)
    return replace(ask, suggest=before.suggest) if before and before.kind == ask.kind else ask


def answers(asked_for: Template, given: dict[str, object]) -> dict[str, str | date]:
    """What the caseworker answered, each as its kind; empty answers are left out.

    Raises :class:`~asbdesk.errors.InvalidField` for a date that is none or a choice not offered.
    """
    kept: dict[str, str | date] = {}
    for ask in asked_for.asks:
        value = given.get(ask.name)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        kept[ask.name] = _answer(ask, value)
    return kept


def _answer(ask: Ask, value: object) -> str | date:
    if ask.kind == "date":
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise InvalidField(ask.name, f"{ask.label}: {value} is not a date.") from None
    words = _spoken(ask, value)
    if ask.kind == "choice" and words not in ask.choices:
        raise InvalidField(ask.name, f"{ask.label}: choose one of {', '.join(ask.choices)}.")
    return words


def _spoken(ask: Ask, value: object) -> str:
    if isinstance(value, date):
        return long_date(value)
    try:
        return clock_time(time.fromisoformat(str(value))) if ask.kind == "time" else str(value)
    except ValueError:
        return str(value)  # "half past two" is a time as well
