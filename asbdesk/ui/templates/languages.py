"""The languages of letters: the panel at their foot, and in which language they are offered first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from asbdesk.domain.casework import PaperLanguage
from asbdesk.queries.templates import LetterSettings
from asbdesk.reference_data import load_languages
from asbdesk.services.templates import change_letter_settings
from asbdesk.ui.desk import Desk
from asbdesk.ui.editing import FormDialog
from asbdesk.ui.kit.fields import ChoiceField, LongTextField, MultiChoice
from asbdesk.ui.kit.form import Form
from asbdesk.ui.page import Go

KEY = "letter-languages"
_WELSH = (
    (PaperLanguage.ENGLISH.value, "English only"),
    (PaperLanguage.WELSH_ENGLISH.value, "Welsh first, then English"),
    (PaperLanguage.ENGLISH_WELSH.value, "English first, then Welsh"),
    (PaperLanguage.WELSH.value, "Welsh alone"),
)
_FOOT = (
    (
        "data_notice",
        "&Data protection, at the foot of letters",
        "In English. Empty: nothing stands there.",
    ),
    ("complaints_welsh", "&How to complain, in Welsh", "Empty: a Welsh letter says it in English."),
    ("data_notice_welsh", "Data &protection, in Welsh", "Empty: a Welsh letter says it in English."),
)


class LanguagesDialog(FormDialog):
    """What stands at the foot of every letter to the public, and in which language letters start."""

    def __init__(self, parent: QWidget, desk: Desk, go: Go, now: LetterSettings) -> None:
        self._go = go
        form = Form()
        languages = [(each.tag, f"{each.name} ({each.own_name})") for each in load_languages()]
        form.add(
            "panel_languages",
            MultiChoice(
                "At the foot of letters, in",
                languages,
                f"“This letter is important …” {load_languages()[0].check} Choose those that are spoken around you; "
                "none for no panel.",
            ),
        )
        form.add(
            "letter_language",
            ChoiceField("&Letters that are there in Welsh", _WELSH, "The Welsh needs a translator's check."),
        )
        for name, label, hint in _FOOT:
            form.add(name, LongTextField(label, hint, lines=2, grows=False))
        words = {name: getattr(now, name) for name, _label, _hint in _FOOT}
        form.set_value(
            {"panel_languages": list(now.panel_languages), "letter_language": now.letter_language.value, **words}
        )
        super().__init__(
            parent, desk, "Languages of letters", "Letters from now on carry them.", form=form, key=KEY,
            draft=lambda: "Languages of letters", yes="&Save the languages",
        )  # fmt: skip

    def save(self) -> None:
        value = self.form.value()
        language = PaperLanguage(value["letter_language"] or PaperLanguage.ENGLISH)
        words = {name: str(value[name] or "") for name, _label, _hint in _FOOT}
        chosen = LetterSettings(tuple(value["panel_languages"] or ()), language, **words)
        self.editor.save(change_letter_settings, chosen, then=self._saved)

    def _saved(self, _answer: object) -> None:
        self._go.say("Letters from now on carry these languages.")
        self.accept()
