"""Mediation by consent: the screen, the two consents, the gate before the referral, the day of the follow-up.

Voluntary, impartial, confidential; only where both parties agree (domain.md 1.5). Questions and periods are data and
local policy: ``resources/standards/mediation.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from asbdesk.domain.ages import add_months
from asbdesk.domain.casework import ConsentAnswer, Jurisdiction, Labelled, MediationState
from asbdesk.domain.when import show_date
from asbdesk.domain.working_days import add_working_days, next_working_day
from asbdesk.errors import InvalidField

PARTIES = 2
OVER = (
    MediationState.UNSUITABLE,
    MediationState.DECLINED,
    MediationState.UNSETTLED,
    MediationState.FOLLOWED_UP,
)
"""Nothing more is to be done about it."""
REFERRED = (
    MediationState.REFERRED,
    MediationState.SETTLED,
    MediationState.UNSETTLED,
    MediationState.FOLLOWED_UP,
)
"""The referral was filed."""
_PERIODS = {"answer_days": (1, 60), "consent_months": (1, 24), "follow_up_months": (1, 24)}


class AskedHow(Labelled):
    """How a party was asked for her consent."""

    LETTER = "letter", "By letter"
    TELEPHONE = "telephone", "By telephone"
    VISIT = "visit", "On a visit"
    MEETING = "meeting", "At the office"
    EMAIL = "email", "By e-mail"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the screen. With ``unsuitable`` a yes ends it, and ``reason`` says why."""

    code: str
    text: str
    short: str
    help: str
    unsuitable: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The questions, and the periods: working days for an answer, months of a consent and until the follow-up."""

    questions: tuple[Question, ...]
    answer_days: int
    consent_months: int
    follow_up_months: int

    def as_data(self) -> dict[str, Any]:
        """The rules as a version keeps them: :func:`rules` reads it."""
        return {"question": [asdict(each) for each in self.questions], **self.periods()}

    def periods(self) -> dict[str, int]:
        """The numbers by name."""
        return {name: getattr(self, name) for name in _PERIODS}


@dataclass(frozen=True, slots=True)
class Line:
    """A question as it was asked, and its answer. ``reason`` is why a yes makes unsuitable, or empty."""

    code: str
    text: str
    short: str
    yes: bool
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScreenValues:
    """What the screen's form holds. ``between`` are two people of the case; ``answers``: question to
    ``{"yes": "yes" | "no", "words": "..."}``."""

    between: tuple[int, ...]
    issues: str
    answers: Mapping[str, Mapping[str, str]]
    provider_id: int | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """One party's consent. ``called`` is how the window names her."""

    called: str
    answer: ConsentAnswer = ConsentAnswer.PENDING
    asked_on: date | None = None
    answered_on: date | None = None
    valid_until: date | None = None
    withdrawn_on: date | None = None


Standing = Literal["not-asked", "waiting", "valid", "declined", "withdrawn", "expired"]


def rules(data: Mapping[str, Any]) -> Rules:
    """The rules out of a file or an office's own version. Raises :class:`InvalidField` in words for wrong ones."""
    try:
        made = Rules(
            tuple(Question(**each) for each in data["question"]),
            **{name: data[name] for name in _PERIODS},
        )
    except (KeyError, TypeError) as error:
        raise InvalidField("", f"The rules of mediation lack something or have it wrong: {error}.") from error
    for name, (least, most) in _PERIODS.items():
        value: object = getattr(made, name)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise InvalidField(name, f"Give a whole number from {least} to {most}.")
    codes = [question.code for question in made.questions]
    if len(set(codes)) < len(codes):
        raise InvalidField("question", "Two questions have the same name.")
    for question in made.questions:
        if not question.text.strip() or (question.unsuitable and not question.reason.strip()):
            raise InvalidField("question", f"“{question.code}” needs its words, and a reason where a yes ends it.")
    if not any(question.unsuitable for question in made.questions):
        raise InvalidField("question", "No question makes a case unsuitable: the screen would let everything through.")
    return made


def screened(asked: Rules, answers: Mapping[str, Mapping[str, str]]) -> tuple[Line, ...]:
    """The questions with their answers. Raises :class:`InvalidField` for one without an answer, or a bare yes."""
    return tuple(_line(question, answers.get(question.code) or {}) for question in asked.questions)


def _line(question: Question, given: Mapping[str, str]) -> Line:
    said, words = given.get("yes"), given.get("words", "").strip()
    if said not in ("yes", "no"):
        raise InvalidField(f"yes-{question.code}", "Choose yes or no. Find it out first if you do not know.")
    if said == "yes" and not words:
        raise InvalidField(f"words-{question.code}", "Say in a few words what it is.")
    reason = question.reason if question.unsuitable else ""
    return Line(question.code, question.text, question.short, said == "yes", words, reason)


def why_unsuitable(lines: Sequence[Line]) -> str:
    """Why mediation is not offered, in sentences; "" when it may be."""
    return " ".join(f"{line.reason} {_sentence(line.words)}" for line in lines if line.yes and line.reason)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def standing(consent: Consent, day: date) -> Standing:
    """How a consent stands on a day."""
    if consent.answer is ConsentAnswer.NO:
        return "declined"
    if consent.answer is ConsentAnswer.WITHDRAWN and not (consent.withdrawn_on and day < consent.withdrawn_on):
        return "withdrawn"
    if consent.asked_on is None or consent.asked_on > day:
        return "not-asked"
    if consent.answer is ConsentAnswer.PENDING or consent.answered_on is None or consent.answered_on > day:
        return "waiting"
    return "valid" if consent.valid_until is None or day <= consent.valid_until else "expired"


def lacks(consent: Consent, day: date) -> str:
    """What is missing for this consent to count on that day, in a sentence; "" when it counts."""
    who = consent.called
    match standing(consent, day):
        case "valid":
            return ""
        case "not-asked":
            return f"{who} has not been asked yet."
        case "waiting":
            return f"{who} was asked{_on(consent.asked_on)} and has not answered."
        case "declined":
            return f"{who} declined{_on(consent.answered_on)}."
        case "withdrawn":
            return f"{who} withdrew the consent{_on(consent.withdrawn_on)}."
        case "expired":
            return f"The consent of {who} ran out{_on(consent.valid_until)}: ask again."


def _on(day: date | None) -> str:
    return f" on {show_date(day)}" if day else ""


def what_blocks_referral(
    state: MediationState, unsuitable: str, consents: Sequence[Consent], day: date, *, provider: bool
) -> tuple[str, ...]:
    """Why the referral cannot be filed on that day, a sentence each; nothing when it may be.

    Both consents must be there, each a yes that counts on the day; an unsuitable case is not referred at all.
    """
    if state is MediationState.UNSUITABLE:
        return (f"Mediation is not suitable here. {unsuitable}",)
    if state in REFERRED:
        return ("It was referred already.",)
    found = [words for consent in consents if (words := lacks(consent, day))]
    if len(consents) < PARTIES:
        found.append("Two parties are needed.")
    if not provider:
        found.append("No mediation service is chosen.")
    return tuple(found)


def before_referral(consents: Sequence[Consent]) -> MediationState:
    """The state that follows from the answers, as long as nothing was referred."""
    answers = {consent.answer for consent in consents}
    if answers & {ConsentAnswer.NO, ConsentAnswer.WITHDRAWN}:
        return MediationState.DECLINED
    if answers == {ConsentAnswer.YES}:
        return MediationState.AGREED
    asked = any(consent.asked_on for consent in consents)
    return MediationState.ASKING if asked else MediationState.SCREENED


def answer_due(asked_on: date, days: int, jurisdiction: Jurisdiction) -> date:
    """By when an answer is hoped for: so many working days after the asking."""
    return add_working_days(asked_on, days, jurisdiction)


def counts_until(answered_on: date, months: int) -> date:
    """The last day on which a consent counts, where no other was agreed."""
    return add_months(answered_on, months)


def follow_up_day(agreed_on: date, months: int, jurisdiction: Jurisdiction) -> date:
    """So many calendar months after the agreement; where that is no working day, the next one."""
    return next_working_day(add_months(agreed_on, months), jurisdiction)


def points(text: str) -> tuple[str, ...]:
    """The points of an agreement, a line each; numbers and dashes that were typed before them are taken off."""
    lines = (line.strip().lstrip("-–•*").strip() for line in text.splitlines())
    return tuple(_without_number(line) for line in lines if line)


def _without_number(line: str) -> str:
    head, dot, rest = line.partition(".")
    return rest.strip() if dot and head.isdigit() and len(head) <= 2 and rest.startswith(" ") else line


def as_it_was(consent: Consent) -> Consent:
    """The consent before it was withdrawn: what a referral that was filed rests on."""
    if consent.answer is not ConsentAnswer.WITHDRAWN:
        return consent
    return replace(consent, answer=ConsentAnswer.YES, withdrawn_on=None)


def check_day(field: str, day: date, first: date, what: str, today: date) -> None:
    """Raises :class:`InvalidField` for a day in the future, or before the ``first`` that is possible."""
    if day > today:
        raise InvalidField(field, "This lies in the future.")
    if day < first:
        raise InvalidField(field, f"{what} on {show_date(first)}: this lies before it.")
