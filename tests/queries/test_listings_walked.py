"""Where what was typed is in a great many rows, a list is walked: it shows the same as one that is looked up."""

from __future__ import annotations

import pytest

from asbdesk.queries import listing
from asbdesk.queries.incidents import INCIDENTS
from asbdesk.queries.listing import ListFilter
from asbdesk.services import incidents
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor
from tests.factories import ask, do, incident_values


@pytest.mark.parametrize("chips", [frozenset[str](), frozenset({"no-case"})])
@pytest.mark.parametrize("order", ["-when", "place", "reference"])
def test_a_walked_list_is_the_one_that_is_looked_up(
    order: str, chips: frozenset[str], office: tuple[Office, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("9 Larch Court", "3 Quarry Road", "5 Larch Court", "1 Larch Court"):
        do(*office, incidents.record_incident, incident_values(place=place))
    asked = ListFilter("larch", chips)

    def shown() -> tuple[list[int], list[int], int]:
        every, first = ask(office[0], INCIDENTS.ids, asked, order), ask(office[0], INCIDENTS.first, asked, order, 2)
        return list(every), list(first), ask(office[0], INCIDENTS.count, asked)

    looked_up = shown()
    monkeypatch.setattr(listing, "FEW", 0)
    assert shown() == looked_up
    assert len(looked_up[0]) == looked_up[2] == 3
    assert looked_up[1] == looked_up[0][:2]
