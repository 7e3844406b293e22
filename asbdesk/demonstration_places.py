"""The demonstration office's boundaries: Thornmere is invented, and drawn where there is only sea."""

from __future__ import annotations

from asbdesk import paths
from asbdesk.domain.boundaries import recognise
from asbdesk.importers.boundaries import areas_of, read_boundaries
from asbdesk.importers.figures import figures_of, postcode_points
from asbdesk.importers.homes_file import guess_homes
from asbdesk.importers.read import sniff
from asbdesk.importers.run import run_import
from asbdesk.reference_data import load_boundary_rules
from asbdesk.services.boundaries import FIGURES, BoundaryValues, add_boundaries, add_postcode_points, set_figures
from asbdesk.storage.office import Office
from asbdesk.storage.work import Actor, Work

_HOMES = "thornmere-homes.csv"
_FILES = ("thornmere-wards-2003.geojson", "thornmere-lsoas-2001.geojson")
_SOURCE = "Invented for the demonstration office"


def add_places(work: Work) -> None:
    """Wards and small areas with their homes and people, and the points of the postcodes."""
    rules = load_boundary_rules()
    table = paths.resource("boundaries", "thornmere-figures.csv")
    for name in _FILES:
        content = paths.resource("boundaries", name).read_bytes()
        file = read_boundaries(content, rules)
        seen = recognise(rules, file.properties, name)
        set_id = add_boundaries(
            work,
            BoundaryValues(
                kind=seen.kind,
                name=rules.label(seen.kind),
                year=seen.year,
                source=_SOURCE,
                file_name=name,
                content=content,
                code_property=seen.code,
                name_property=seen.name,
                areas=areas_of(file, seen.code, seen.name),
                mended=file.mended,
            ),
        )
        for figure in FIGURES:
            set_figures(work, set_id, figure, figures_of(table, figure, lambda: None), f"{_SOURCE}, 2003")
    points = paths.resource("boundaries", "thornmere-postcodes.csv")
    add_postcode_points(work, postcode_points(points, lambda: None), points.name)


def add_homes(office: Office, who: Actor) -> None:
    """The homes of two streets, whoever lives there, as their landlords list them."""
    path = paths.resource("sample", _HOMES)
    reading = sniff(path)
    run_import(office, who, path, reading, guess_homes(reading))
