"""Bring an office's file up to this version: Alembic scripts inside the package, after a safe backup.

Opening compares one word with :data:`NEWEST`; Alembic itself (slow to import) is loaded only when there is work.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from asbdesk.errors import DamagedOffice, NewerOffice
from asbdesk.storage.search import fill

NEWEST = "0024"
_SCRIPTS = Path(__file__).parent / "migrations"


def revision(connection: Connection) -> str | None:
    """The revision of the file; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def needs_upgrade(engine: Engine) -> bool:
    """Whether the file is of an older version. Raises :class:`NewerOffice` or :class:`DamagedOffice`."""
    with engine.connect() as connection:
        current = revision(connection)
    if current == NEWEST:
        return False
    if current is None:
        raise DamagedOffice(
            "The office's file holds no office.",
            "It may have been made only half-way: put back a backup, or start anew.",
        )
    if current not in known_revisions():
        raise NewerOffice(
            "This office was last opened with a newer version of ASB Desk, and this version must not touch it.",
            "Install the newer version. Nothing was changed.",
        )
    return True


def known_revisions() -> frozenset[str]:
    """Every revision that this version of the program has a script for."""
    return frozenset(path.name.split("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*.py"))


def upgrade(engine: Engine, tell: Callable[[str], None] | None = None) -> None:
    """Run the scripts that the file still lacks, each told in words."""
    from alembic import command
    from alembic.config import Config

    if tell:
        tell("Bringing the office up to this version …")
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        fill(connection)
