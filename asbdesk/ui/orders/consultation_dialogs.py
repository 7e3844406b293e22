"""The forms of a consultation: when it was asked, what came back, who certified it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from asbdesk.domain.consultation import REPLY_DAYS, AnswerValues, AskedHow, AskValues
from asbdesk.domain.orders import ConsultAnswer
from asbdesk.domain.when import Lean, parse_date, show_date
from asbdesk.queries.consultation import ConsultationRow, ConsulteeRow
from asbdesk.services import consultation
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.date_fields import DateField
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, TextField
from asbdesk.ui.kit.form import Form


class AskConsulteeDialog(FormDialog):
    """``row`` None: somebody whom the law does not name. Its draft is kept under ``order-consult:7:chief-officer``."""

    def __init__(
        self, parent: QWidget, desk: Desk, application_id: int, row: ConsulteeRow | None,
        agencies: Sequence[tuple[int, str]],
    ) -> None:  # fmt: skip
        self._id, self._code = application_id, row.code if row else "more"
        self._by_law = row.words if row else ""
        self._names = {str(number): name for number, name in agencies}
        known, today = row.row if row else None, desk.clock.today()
        form = Form()
        hint = "Its entry in the directory of agencies, if it has one."
        choices = list(self._names.items())
        self.agency = form.add("agency", ChoiceField("A&gency", choices, hint, blank="Not in the directory"))
        self.consultee = form.add("consultee", TextField("&Body as papers name it"))
        form.row(asked_on=_day("&Asked on", today), how=ChoiceField("&How", AskedHow))
        hint = f"{REPLY_DAYS} days is local practice, not law."
        form.add("reply_by", _day("&Reply by", today, "future", hint))
        form.set_value(_asking(row, known, today))
        self.agency.changed.connect(self._named)
        super().__init__(
            parent, desk, "Asked" if row else "One more consultee", row.words if row else "", form=form,
            key=f"order-consult:{application_id}:{self._code}",
            draft=lambda: f"Consultation: {row.words if row else 'one more'}", yes="&Save",
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        entry = self.form.value()
        if not entry["asked_on"]:
            self.form.errors({"asked_on": "Say on which day."})
            return
        values = AskValues(
            consultee=entry["consultee"],
            asked_on=date.fromisoformat(entry["asked_on"]),
            how=AskedHow(entry["how"]),
            reply_by=date.fromisoformat(entry["reply_by"]) if entry["reply_by"] else None,
            agency_id=int(entry["agency"]) if entry["agency"] else None,
        )
        self.do(consultation.ask_consultee, self._id, self._code, values)

    def _named(self) -> None:
        """The agency's name is what papers say, unless somebody has written another."""
        name = self._names.get(self.agency.value() or "")
        if name and self.consultee.value() in ("", self._by_law, *self._names.values()):
            self.consultee.set_value(name)


class ConsultationAnswerDialog(FormDialog):
    """What came back. Its draft is kept under ``order-answer:7:3``, application and consultation."""

    def __init__(self, parent: QWidget, desk: Desk, application_id: int, row: ConsultationRow) -> None:
        self._row, today = row, desk.clock.today()
        form = Form()
        answers = [(each.value, each.label) for each in ConsultAnswer if each is not ConsultAnswer.NONE_YET]
        form.row(answer=ChoiceField("A&nswer", answers, blank="Choose…"), on=_day("&On", today))
        form.add("words", LongTextField("In its own &words", "The court may be shown this.", lines=4))
        given = None if row.answer is ConsultAnswer.NONE_YET else row.answer.value
        on = row.answered_on or today
        form.set_value({"answer": given, "on": on.isoformat(), "words": row.answer_words})
        super().__init__(
            parent, desk, "Answer", row.consultee, form=form, key=f"order-answer:{application_id}:{row.id}",
            draft=lambda: f"Answer of {row.consultee}", yes="&Save",
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        entry = self.form.value()
        if not entry["answer"]:
            self.form.errors({"answer": "Choose what came back."})
        elif not entry["on"]:
            self.form.errors({"on": "Say on which day."})
        else:
            on = date.fromisoformat(entry["on"])
            values = AnswerValues(ConsultAnswer(entry["answer"]), on, entry["words"])
            self.do(consultation.record_answer, self._row.id, values)


class CertificateDialog(FormDialog):
    """Who signed the certificate of consultation, and when."""

    def __init__(self, parent: QWidget, desk: Desk, application_id: int, row: ConsultationRow) -> None:
        self._row, today = row, desk.clock.today()
        form = Form()
        form.row(by=TextField("Signed &by", "Name and office."), on=_day("&On", today))
        on = row.certified_on or today
        form.set_value({"by": row.certified_by, "on": on.isoformat()})
        super().__init__(
            parent, desk, "Certificate of consultation", row.consultee, form=form,
            key=f"order-certificate:{application_id}:{row.id}",
            draft=lambda: f"Certificate of {row.consultee}", yes="&Save",
        )  # fmt: skip

    def save(self) -> None:
        if not self.editor.check():
            return
        entry = self.form.value()
        if not entry["on"]:
            self.form.errors({"on": "Say on which day."})
            return
        self.do(consultation.certify, self._row.id, date.fromisoformat(entry["on"]), entry["by"])


def _day(label: str, today: date, lean: Lean = "past", hint: str = "") -> DateField:
    parse: Callable[[str], date] = lambda words: parse_date(words, today, lean)  # noqa: E731
    return DateField(label, parse=parse, show=show_date, hint=hint)


def _asking(row: ConsulteeRow | None, known: ConsultationRow | None, today: date) -> dict[str, str | None]:
    if known is None or known.asked_on is None:
        named = row.words if row else ""
        return {"consultee": named, "asked_on": today.isoformat(), "how": AskedHow.LETTER.value,
                "reply_by": (today + timedelta(days=REPLY_DAYS)).isoformat()}  # fmt: skip
    return {
        "agency": str(known.agency_id) if known.agency_id else None,
        "consultee": known.consultee,
        "asked_on": known.asked_on.isoformat(),
        "how": known.asked_how,
        "reply_by": known.reply_by.isoformat() if known.reply_by else None,
    }
