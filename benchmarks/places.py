"""The map with 200,000 points beside painting the same points raw; finding the areas of 100,000; Gi* and density.

``QT_QPA_PLATFORM=offscreen python -m benchmarks.places``: some 20 s.
"""

from __future__ import annotations

import numpy as np
import shapely
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication

from asbdesk.domain.areas import AreaFinder
from asbdesk.domain.hexagons import HexGrid
from asbdesk.domain.hotspots import density, gi_star
from asbdesk.domain.national_grid import to_degrees
from asbdesk.importers.boundaries import areas_of, read_boundaries
from asbdesk.paths import resource
from asbdesk.reference_data import load_boundary_rules
from asbdesk.ui import theme
from asbdesk.ui.kit.map_layers import Layers, Patch, on_grid
from asbdesk.ui.kit.map_view import MapView
from benchmarks.measure import Figure, in_turn, median, show

POINTS, LOOKED_UP = 200_000, 100_000


def main() -> None:
    """The figures, each beside its floor of the same run."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, "light")
    file = read_boundaries(resource("boundaries", "thornmere-wards-2003.geojson").read_bytes(), load_boundary_rules())
    areas = areas_of(file, "WD03CD", "WD03NM")
    middle = on_grid(areas[0].shape).centroid
    rng = np.random.default_rng(2003)
    east = middle.x + rng.normal(500, 1200, POINTS)
    north = middle.y + rng.normal(200, 900, POINTS)
    show([*_frames(areas, east, north), *_reckoning(areas, east, north)])


def _frames(areas, east, north) -> list[Figure]:
    patches = tuple(Patch(a.code, a.name, a.name, on_grid(a.shape), n % 5) for n, a in enumerate(areas))
    view = MapView()
    view.resize(1000, 640)
    view.show_layers(Layers(patches=patches, east=east, north=north))
    picture = QImage(1000, 640, QImage.Format.Format_RGB32)

    def pan() -> None:
        view._go(view.frame.panned(7, 3))
        view.render(picture)

    def zoom() -> None:
        view.zoom(1.02)
        view.render(picture)

    def raw() -> None:
        frame = view.frame
        spots = QPolygonF([QPointF(x, y) for x, y in zip(frame.x(east).tolist(), frame.y(north).tolist(), strict=True)])
        painter = QPainter(picture)
        painter.setPen(QPen(Qt.GlobalColor.red, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints(spots)
        painter.end()

    panned, floor = in_turn(pan, raw, 9)
    zoomed = median(zoom, 9)
    words = "the same points by QPainter.drawPoints"
    return [
        Figure("map of 200,000 points, a frame while panning", panned, floor, words),
        Figure("map of 200,000 points, a frame while zooming", zoomed, floor, words),
    ]


def _reckoning(areas, east, north) -> list[Figure]:
    latitude, longitude = to_degrees(east[:LOOKED_UP], north[:LOOKED_UP])
    shapes = [area.shape for area in areas]
    found = median(lambda: AreaFinder(shapes).find(latitude, longitude), 3)
    plain = [shapely.from_wkb(shape) for shape in shapes]

    def one_by_one() -> None:
        for x, y in zip(longitude[:2000].tolist(), latitude[:2000].tolist(), strict=True):
            spot = shapely.Point(x, y)
            next((n for n, shape in enumerate(plain) if shape.contains(spot)), -1)

    floor = median(one_by_one, 3) * LOOKED_UP / 2000
    grid = HexGrid(100, east.min(), north.min())
    cells, counts = np.unique(grid.cells(east, north), axis=0, return_counts=True)
    box = (float(east.min()), float(north.min()), float(east.max()), float(north.max()))
    return [
        Figure("the areas of 100,000 points", found, floor, "one by one, from 2,000 of them"),
        Figure(f"Gi* of {len(cells):,} hexagons", median(lambda: gi_star(cells, counts), 5)),
        Figure("density of 200,000 points", median(lambda: density(east, north, box, 50.0, 300.0), 5)),
    ]


if __name__ == "__main__":
    main()
