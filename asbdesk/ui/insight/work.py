"""What Insight's pages do on the heavy lane: reading all incidents, and finding the area of each."""

from __future__ import annotations

from asbdesk.queries import places
from asbdesk.queries.boundaries import BoundarySetRow, areas_of_set
from asbdesk.ui.desk import Task
from asbdesk.ui.insight.map_state import Ground, ground


def read_ground(task: Task, chosen: BoundarySetRow | None) -> Ground:
    """All incidents, with the areas of one set."""

    def watch(done: int, total: int) -> None:
        task.check()
        task.progress(done, total, f"{done:,} of {total:,} incidents")

    with task.office.reading() as session:
        incidents = places.incidents(session, watch)
        areas = areas_of_set(session, chosen.id) if chosen else ()
    task.check()
    return ground(incidents, areas, chosen.words if chosen else "", source_words(chosen) if chosen else "")


def source_words(chosen: BoundarySetRow) -> str:
    """Where the boundaries and their figures come from, as it stands on a printed map."""
    words = f"Boundaries: {chosen.words}, {chosen.areas:,} areas; source: {chosen.source or 'not said'}."
    for what, source in (("Homes", chosen.homes_source), ("People", chosen.people_source)):
        words += f" {what}: {source}." if source else ""
    return words
