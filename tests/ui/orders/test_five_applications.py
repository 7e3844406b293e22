"""Five applications, each from its case to its order, service, review and breach through the pages of the window."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asbdesk.domain.ages import add_months
from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.orders import ApplicationState
from asbdesk.domain.when import say_date
from asbdesk.ui.desk import Desk
from tests.ui.kit.helpers import Recorder
from tests.ui.orders.whole_way import Hand, Regime

HERE, SCOTLAND, ULSTER = Jurisdiction.ENGLAND_WALES, Jurisdiction.SCOTLAND, Jurisdiction.NORTHERN_IRELAND
REGIMES = (
    Regime("a grown-up's ASBO of 2003", HERE, "asbo", date(2003, 11, 17), date(1984, 3, 4),
           "Thornmere Magistrates' Court", 24, ("Crime and Disorder Act 1998",)),
    Regime("a Scottish ASBO of 2026", SCOTLAND, "asbo", date(2026, 9, 1), date(1994, 3, 4),
           "Thornmere Sheriff Court", 24, ("Antisocial Behaviour etc. (Scotland) Act 2004",), party="Defender"),
    Regime("a Northern Irish ASBO", ULSTER, "asbo", date(2026, 9, 1), date(1994, 3, 4),
           "Thornmere Magistrates' Court", 24, ("Anti-social Behaviour (Northern Ireland) Order 2004",)),
    Regime("an injunction of 2014 about a girl of 16", HERE, "injunction", date(2019, 9, 2), date(2003, 1, 4),
           "Thornmere Youth Court", 12, ("Anti-social Behaviour, Crime and Policing Act 2014",), requires=True,
           party="Respondent"),
    Regime("a respect order of 2026", HERE, "respect-order", date(2026, 9, 1), date(1994, 3, 4),
           "Thornmere County Court", 24, ("Crime and Policing Act 2026",), requires=True, party="Respondent"),
)  # fmt: skip
PROTECTED = ("Testwick", "Amina", "12 Larch Court", "01632 960711")
_TERMS = "1. Not to play music that can be heard in other homes between 11 pm and 7 am.\n2. Not to enter the stairs."


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.name)
def test_an_application_goes_from_its_case_to_its_order_with_every_paper(
    qtbot: QtBot, desk: Desk, asked: Recorder, regime: Regime
) -> None:
    asked.text = "It fits what he did, and no narrower words would keep the nights quiet."
    hand = Hand(desk, regime)
    qtbot.addWidget(hand.shell)
    prepared(hand)
    in_court(hand)
    kept(hand)
    assert hand.lacking() == []
    _save(hand)
    read(hand)
    hand.close()


def prepared(hand: Hand) -> None:
    """Begun, alleged, witnessed, consulted, ticked, written and lodged."""
    hand.begin()
    hand.allege()
    hand.state()
    hand.seek()
    hand.consult()
    hand.list_hearing(37)
    hand.proportion()
    hand.papers("consultation", "application", "interim", "notice", "hearing")
    hand.tick()
    hand.lodge()


def in_court(hand: Hand) -> None:
    """An interim order, then the order; both served."""
    hand.later(1)
    hand.serve("application")
    until = hand.today + timedelta(days=60)
    hand.later(6)
    if hand.regime.interim:
        hand.hear("interim", "interim-made", terms=_TERMS, last_day=until.strftime("%d %b %Y"))
        hand.serve("interim-order")
    hand.later(30)
    last = add_months(hand.today, hand.regime.months) - timedelta(days=1 if hand.regime.months == 12 else 0)
    hand.hear("final", "order-made", hour=9, terms=_TERMS, last_day=last.strftime("%d %b %Y"))
    page = hand.page().facts
    assert page is not None
    hand.serve("order")


def kept(hand: Hand) -> None:
    """Reviewed, broken, reported; and what the law lists for all that."""
    hand.later(30)
    hand.break_it()
    hand.review(0)
    hand.papers("order", "service", "variation", "breach")
    hand.tab("HearingsTab")
    assert hand.page().facts.state is ApplicationState.GRANTED


def read(hand: Hand) -> None:
    """Each paper says its regime and its dates, and gives nobody away."""
    for code, words in hand.filed.items():
        assert not [name for name in PROTECTED if name in words], code
        assert "None" not in words, code
        assert "{{" not in words, code
    application = hand.filed["application"]
    for says in hand.regime.says:
        assert says in application
    assert hand.regime.court in application
    assert "Complainant A" in application
    assert "Complainant A" in hand.filed["schedule"]
    assert say_date(hand.regime.day - timedelta(days=9)).split(" ", 1)[0] in hand.filed["schedule"]
    assert "between 11 pm and 7 am." in hand.filed["order"]
    assert "by hand" in hand.filed["service-certificate"].lower()
    assert "Complainant A heard it at 1 am" in hand.filed["breach-report"]
    for code in ("summary-person", "summary-victim"):
        assert "between 11 pm and 7 am" in hand.filed[code]


def _save(hand: Hand) -> None:
    """For somebody who wants to look at the papers: ``ASBDESK_PAPERS=/tmp/papers``."""
    folder = os.environ.get("ASBDESK_PAPERS")
    if folder:
        into = Path(folder) / hand.regime.name.replace(" ", "-")
        into.mkdir(parents=True, exist_ok=True)
        for code, pdf in hand.pdfs():
            (into / f"{code}.pdf").write_bytes(pdf)
