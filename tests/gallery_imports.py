"""The gallery's pictures of the import wizard: a file as it was read, what would come of it, files that wait, kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from tests import swept

_WARDENS = """Street wardens of Thornmere,,,,,
October 2003,,,,,
Logged,Sort,Where,Easting,Northing,What happened
25/10/2003 22:15,Noise,Larch Court,462100,281300,Music until past midnight
25/10/2003 22:15,Noise,Larch Court,462100,281300,Music until past midnight
26/10/2003,Youths by the shop,Quarry Road,462480,281010,A group of ten
soon,Litter,Mill Lane,462200,281150,Bags left out
"""
_TENANTS = """Surname,Forename,DOB,Address,Postcode,Telephone
Mercer,Dean,14/03/1985,14 Larch Court,ZZ1 1AA,07700 900123
Bexley,Nadia,25/12/1970,3 Mill Row,ZZ1 2BB,
Quill,Tom,31/02/1980,1 Kiln Row,,
"""
_HOMES = "UPRN,Address,Postcode,Landlord\n1,3 Kiln Row,TM3 6HP,Weirside\n2,40 Kiln Row,TM3 6HP,\n3,41 Kiln Row,TM3,\n"
_WIDE = "Sort,Ward name,2003-07,2003-08,2003-09\nNoise,Millbrook,2,0,1\nGraffiti,Quarry Hill,1,3,-\n"


def entries(entry: Callable[..., Any]) -> tuple[Any, ...]:
    """``entry`` makes one: the gallery's own class."""
    return (
        entry("import-columns", "import", then=_read("wardens.csv", _WARDENS)),
        entry("import-months", "import", then=_read("wards.csv", _WIDE)),
        entry("import-checked", "import", then=_checked),
        entry("import-people", "import", then=_people),
        entry("addresses", "addresses"),
        entry("import-addresses", "import", then=_read("homes.csv", _HOMES)),
        entry("import-addresses-checked", "import", then=_homes),
        entry("import-waiting", "import", then=_waiting),
        entry("dialog-keep-mapping", "import", then=_keep, shows="KeepDialog"),
        entry("dialog-rename-mapping", "import", then=_rename, shows="RenameDialog"),
    )


def _read(name: str, text: str) -> Callable[[Any], None]:
    def read(stage: Any) -> None:
        path = swept.folder("asb-gallery-") / name
        path.write_text(text, encoding="utf-8")
        stage.shell.page().open_file(path)

    return read


def _checked(stage: Any) -> None:
    from asbdesk.paths import resource

    page = stage.shell.page()
    text = resource("sample", "thornmere-2003-10-street.csv").read_text(encoding="utf-8")
    _read("2003-10 corrected.csv", text.replace("Kiln", "Brick Kiln").replace("Tallow", "Old Tallow"))(stage)
    page.check()


def _people(stage: Any) -> None:
    page = stage.shell.page()
    _read("tenants.csv", _TENANTS)(stage)
    page.reading.holds.set_value("people")
    page.check()


def _homes(stage: Any) -> None:
    _read("homes.csv", _HOMES)(stage)
    stage.shell.page().check()


def _waiting(stage: Any) -> None:
    page = stage.shell.page()
    _read("wardens.csv", _WARDENS)(stage)
    from asbdesk.importers.mapping_data import as_data
    from asbdesk.services.imports import save_mapping
    from asbdesk.ui.imports.state import Step

    reading = page.chosen.reading
    data = as_data(page.chosen.mapping, settled=False)
    stage.desk.do(save_mapping, "Wardens' list", reading.header, reading.width, data, page=page)
    page.check()
    page.step = Step.FILE
    page.refresh()
    page._show_step()


def _keep(stage: Any) -> QWidget:
    from asbdesk.ui.imports.kinds import KeepDialog

    _read("wardens.csv", _WARDENS)(stage)
    page = stage.shell.page()
    return KeepDialog(page, stage.desk, page.chosen, lambda _words: None)


def _rename(stage: Any) -> QWidget:
    from asbdesk.queries.imports import MappingRow
    from asbdesk.ui.imports.kinds import RenameDialog

    kind = MappingRow(1, "Wardens' list", (), 0, {})
    return RenameDialog(stage.shell.page(), stage.desk, kind)
