"""A person's cases and incidents, as short tables on her page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from asbdesk.domain.when import show_date
from asbdesk.queries.people import PersonCaseRow, PersonIncidentRow
from asbdesk.reference_data import load_categories
from asbdesk.ui import theme
from asbdesk.ui.kit.pieces import Card
from asbdesk.ui.kit.short_table import Line, ShortTable

Go = Callable[[int], object]


def cases_table(cases: Sequence[PersonCaseRow], go: Go) -> Card:
    """The cases she is in, newest first, and as what."""
    card = Card("Cases")
    if not cases:
        card.body.addWidget(theme.muted("In no case."))
        return card
    table = ShortTable("Cases", ("Reference", "About", "Part", "Status"), (15, 0, 16, 12), whole=True)
    table.show_lines([Line((c.reference, c.subject, c.role.label, c.status.label)) for c in cases])
    table.opened.connect(lambda place: go(cases[place].id))
    card.body.addWidget(table)
    return card


def incidents_table(incidents: Sequence[PersonIncidentRow], go: Go) -> Card:
    """The incidents she was in, newest first, and as what."""
    card = Card("Incidents")
    if not incidents:
        card.body.addWidget(theme.muted("In no incident."))
        return card
    known = load_categories()
    table = ShortTable("Incidents", ("When", "Category", "Summary", "Part"), (13, 20, 0, 19), whole=True)
    table.show_lines(
        [Line((show_date(i.when_from.date()), known.label(i.category), i.summary, i.role.label)) for i in incidents]
    )
    table.opened.connect(lambda place: go(incidents[place].id))
    card.body.addWidget(table)
    return card
