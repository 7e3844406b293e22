"""The demonstration office's one earlier file of counts, given to the wardens' partners in October."""

from __future__ import annotations

from asbdesk.domain.months import month_of
from asbdesk.domain.sharing import SharePlan, ShareValues
from asbdesk.queries import places
from asbdesk.queries.agencies import active_agencies
from asbdesk.queries.boundaries import areas_of_set, boundary_sets
from asbdesk.queries.facts import office_facts
from asbdesk.queries.sharing import threshold_on
from asbdesk.reference_data import load_categories, load_sharing
from asbdesk.reports.shared_files import make_files
from asbdesk.reports.sharing import TITLE, build
from asbdesk.sample import Table
from asbdesk.services.sharing import Given, log_share
from asbdesk.storage.work import Work


def give_counts(work: Work, told: Table) -> int:
    """Count what was known on the day, and keep what went."""
    of = next(each for each in boundary_sets(work.session) if each.kind == told["areas"])
    plan = SharePlan(
        set_id=of.id,
        first=month_of(told["first"]),
        last=month_of(told["last"]),
        across=tuple(told["across"]),
        records=told["records"],
        threshold=threshold_on(work.session, work.today)[0],
    )
    areas, found = areas_of_set(work.session, of.id), places.incidents(work.session)
    shared = build(found, areas, of, plan, load_sharing(), load_categories())
    files = make_files(shared, office_facts(work.session), load_sharing(), work.today)
    agency = next(row.id for row in active_agencies(work.session) if row.name == told["agency"])
    values = ShareValues(agency, told["to_whom"], told["power"], told["necessity"])
    given = Given(TITLE, plan, of.words, shared.low.size, shared.withheld, files)
    return log_share(work, given, values)
