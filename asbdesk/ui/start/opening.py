"""Opening an office away from the window's thread, before there is a Desk.

The store (SQLAlchemy and all) is imported here, on the worker, while the password is being typed: the sign-in page
paints without waiting for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from asbdesk.errors import AsbdeskError
from asbdesk.ui.errands import Errands

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor
    from pathlib import Path

    from asbdesk.storage.office import Founding, Office

log = logging.getLogger(__name__)


class Opening(QObject):
    """One worker; answers arrive on the window's thread."""

    told = Signal(str)
    """What a long opening is doing: bringing an older office up to this version."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = Errands(self)
        self._closed = False

    @cached_property
    def _worker(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(1, thread_name_prefix="opening")

    def warm_up(self) -> None:
        """Import what signing in will need."""
        self._worker.submit(_import_store)

    def sign_in(self, folder: Path, login: str, password: str, then: Then, failed: Failed) -> None:
        """``then((office, actor))``."""
        self._run(lambda: _office().open(folder, login, password, tell=self.told.emit), then, failed)

    def recover(self, folder: Path, key: str, login: str, password: str, then: Then, failed: Failed) -> None:
        """Open with the recovery key and give the user a new password: ``then((office, actor))``."""
        self._run(lambda: _office().open_with_recovery(folder, key, login, password), then, failed)

    def found(self, folder: Path, founding: Founding, password: str, then: Then, failed: Failed) -> None:
        """Make a new office: ``then((office, actor, recovery_key))``."""

        def make() -> Any:
            office, recovery = _office().found(folder, founding, password)
            return office, office.actor(founding.login), recovery

        self._run(make, then, failed)

    def check_password(self, office: Office, login: str, password: str, then: Then, failed: Failed) -> None:
        """Is it still she? For the locked window."""
        self._run(lambda: office.check_password(login, password), then, failed)

    def close(self) -> None:
        """Deliver nothing more."""
        self._closed = True
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _run(self, work: Callable[[], Any], then: Then, failed: Failed) -> None:
        def settle(answer: Any, error: Exception | None) -> None:
            if self._closed:
                return
            if error is None:
                then(answer)
            elif isinstance(error, AsbdeskError):
                failed(error)
            else:
                log.error("opening failed", exc_info=error)
                failed(AsbdeskError("The office could not be opened.", "Nothing was changed. The log says where."))

        self._errands.send(self._worker, work, settle)


Then = Callable[[Any], None]
Failed = Callable[[AsbdeskError], None]


def _import_store() -> None:
    import importlib

    # The bank holidays come last: slow to import, and first needed when a case is opened.
    names = ("storage.office", "queries.today", "queries.search", "services.cases")
    for name in (*(f"asbdesk.{name}" for name in names), "holidays"):
        importlib.import_module(name)


def _office() -> type[Office]:
    from asbdesk.storage.office import Office

    return Office
