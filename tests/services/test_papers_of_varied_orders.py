"""Papers that tell of an order once it was varied, and of a court by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from asbdesk.domain.orders import HearingKind, HearingOutcome, OrderKind
from asbdesk.queries.statements import statement_page
from asbdesk.storage import tables as t
from tests.factories import ask
from tests.services.test_order_papers import REGIMES, Papers, furnished, heard, words_of


@pytest.fixture
def asbo(tmp_path: Path) -> Iterator[Papers]:
    made = furnished(tmp_path, REGIMES[0])
    yield made
    made.way.office.close()


def test_papers_about_an_order_that_was_varied_tell_when_it_was_made_and_when_it_was_changed(asbo: Papers) -> None:
    heard(asbo)
    order = asbo.way.story().orders[0]
    values = replace(order.values, kind=OrderKind.VARIED, terms={"1": "Not to enter Kiln Row."})
    asbo.way.at(asbo.way.clock.moment.replace(hour=17))
    asbo.way.listed(asbo.way.clock.moment.replace(hour=16), HearingKind.VARIATION)
    asbo.way.came(HearingOutcome.VARIED, order=values)
    with asbo.way.office.transaction(asbo.way.who, "test") as work:
        work.session.get_one(t.CourtOrder, order.id).made_on = date(2003, 10, 20)
    said = words_of(asbo.prepared(asbo.wanted("court-summary-person")))
    assert re.search(r"On 20 October 2003, .* against you, and on 7 December 2003 it was changed", said)
    assert "as it stands here from 7 December 2003 up to" in said
    said = words_of(asbo.prepared(asbo.wanted("court-summary-victim")))
    assert "and on 7 December 2003 it was changed" in said
    said = words_of(asbo.prepared(asbo.wanted("court-publicity-check")))
    assert "made on 20 October 2003" in said
    assert "changed on 7 December 2003" in said


def test_a_court_that_was_typed_with_its_article_is_not_given_a_second_one(asbo: Papers) -> None:
    way = asbo.way
    with way.office.transaction(way.who, "test") as work:
        work.session.get_one(t.Application, way.id).court = "The County Court at Kilnford"
    heading = ask(way.office, statement_page, way.case_id, 0, way.who.user_id).values.heading
    assert heading.splitlines()[0] == "In the County Court at Kilnford"
    assert "Before the County Court at Kilnford" in words_of(asbo.prepared(asbo.wanted("court-order")))


@pytest.mark.parametrize(("born", "young"), [(date(1985, 12, 2), False), (date(1986, 12, 2), True)])
def test_who_turned_18_since_the_application_is_not_told_that_he_is_under_18(
    asbo: Papers, born: date, young: bool
) -> None:
    with asbo.way.office.transaction(asbo.way.who, "test") as work:
        person = work.session.get_one(t.Application, asbo.way.id).person_id
        work.session.get_one(t.Person, person).born = born
    heard(asbo)
    said = words_of(asbo.prepared(asbo.wanted("court-summary-person")))
    assert ("You are under 18" in said, "Your parent or guardian may ask too" in said) == (young, young)
    assert ("is under 18" in words_of(asbo.prepared(asbo.wanted("court-summary-victim")))) == young
