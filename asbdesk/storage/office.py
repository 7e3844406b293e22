"""An office: a folder with one encrypted file, its key file and its backups."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from asbdesk import clock as clocks
from asbdesk.domain.casework import Jurisdiction, PaperLanguage, UserRole
from asbdesk.errors import DamagedOffice, NoOffice, Refused, WrongPassword
from asbdesk.storage import backup, evidence, keys, migrate
from asbdesk.storage.engine import WRITING, connect, engine_for, telling
from asbdesk.storage.place import OfficeLock, check_folder, same_user_only
from asbdesk.storage.tables import OfficeRecord, User
from asbdesk.storage.work import Actor, Work, watch

FILE, KEYS, BACKUPS = "office.db", "office.keys", "backups"


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first run asks for."""

    name: str
    address: str
    telephone: str
    jurisdiction: Jurisdiction
    user_name: str
    login: str
    email: str = ""
    job_title: str = ""
    complaints: str = ""
    logo: bytes | None = None
    training_date: date | None = None


def exists(folder: Path) -> bool:
    """Whether the folder holds an office."""
    return (folder / FILE).exists() or (folder / KEYS).exists()


class Office:
    """An opened office. ``transaction`` is the one way to change it, ``reading`` the one way to look."""

    def __init__(self, folder: Path, data_key: bytes, engine: Engine, lock: OfficeLock | None) -> None:
        self.folder = folder
        self.engine = engine
        self._writer = _writing(engine)
        self._data_key = data_key
        self._lock = lock
        with telling(), Session(engine) as session:
            self.clock = clocks.clock_for(session.scalars(select(OfficeRecord.training_date)).one())

    @classmethod
    def found(cls, folder: Path, founding: Founding, password: str) -> tuple[Office, str]:
        """Make a new office and answer it with its recovery key. Raises an ``OfficeError`` in words."""
        check_folder(folder)
        if exists(folder):
            raise Refused("There is already an office in this folder.", "Open it, or choose an empty folder.")
        keys.check_password(password)
        lock = OfficeLock(folder)
        lock.take()
        try:
            data_key, recovery = keys.new_data_key(), keys.new_recovery_key()
            with telling():
                connect(folder / FILE, data_key, create=True).close()
            same_user_only(folder / FILE)
            engine = engine_for(folder / FILE, data_key)
            migrate.upgrade(_writing(engine))
            _first_rows(engine, founding)
            # The key file comes last: a founding that was cut off leaves a file that is told as half-made.
            key_file = keys.KeyFile.found(folder / KEYS)
            key_file.add(founding.login, password, data_key)
            key_file.add_recovery(recovery, data_key)
            key_file.save()
        except BaseException:
            lock.release()
            raise
        return cls(folder, data_key, engine, lock), recovery

    @classmethod
    def open(
        cls,
        folder: Path,
        login: str,
        password: str,
        *,
        tell: Callable[[str], None] | None = None,
        alone: bool = True,
    ) -> tuple[Office, Actor]:
        """Sign in. ``alone=False`` looks without taking the window's lock. Raises an ``OfficeError`` in words."""
        office = cls._open(folder, _key_file(folder).unlock(login, password, clocks.seconds()), tell, alone=alone)
        try:
            actor = office.actor(login)
            if alone:
                evidence.sweep(office, actor)
        except BaseException:
            office.close()
            raise
        return office, actor

    @classmethod
    def open_with_recovery(cls, folder: Path, recovery_key: str, login: str, new_password: str) -> tuple[Office, Actor]:
        """Every password is lost: the recovery key opens, and gives ``login`` a new password."""
        keys.check_password(new_password)
        key_file = _key_file(folder)
        data_key = key_file.unlock_with_recovery(recovery_key, clocks.seconds())
        office = cls._open(folder, data_key, None, alone=True)
        try:
            actor = office.actor(login)
            key_file.add(login, new_password, data_key)
            key_file.save()
            evidence.sweep(office, actor)
        except BaseException:
            office.close()
            raise
        return office, actor

    @classmethod
    def _open(cls, folder: Path, data_key: bytes, tell: Callable[[str], None] | None, *, alone: bool) -> Office:
        if not (folder / FILE).exists():
            raise DamagedOffice("The office's file is missing from its folder.", "Put back the newest from “backups”.")
        if (folder / FILE).stat().st_size == 0:  # opening it would make it look like a new one
            raise DamagedOffice("The office's file is empty.", "Put back the newest from “backups”.")
        check_folder(folder)
        lock = OfficeLock(folder)
        if alone:
            lock.take()
        engine = engine_for(folder / FILE, data_key)
        try:
            with telling():
                if migrate.needs_upgrade(engine):
                    if not alone:
                        lock.take()  # no window may be open while the tables change
                    now = clocks.SystemClock().now()
                    backup.back_up(folder / FILE, folder / KEYS, data_key, folder / BACKUPS, now, None)
                    migrate.upgrade(_writing(engine), tell)
            if not alone:
                lock.release()
            return cls(folder, data_key, engine, lock if alone else None)
        except BaseException:
            engine.dispose()
            lock.release()
            raise

    def actor(self, login: str) -> Actor:
        """Who signs in under this login. Raises :class:`WrongPassword` for one who is not, or no longer, a user."""
        with self.reading() as session:
            user = session.scalars(
                select(User).where(User.login == login.strip().casefold(), User.active)
            ).one_or_none()
            if user is None:
                raise WrongPassword("User name and password do not go together.")
            return Actor(user.id, user.login, user.name, user.role)

    @contextmanager
    def transaction(self, who: Actor, action: str) -> Generator[Work]:
        """One change, all of it or none: commits at the end, with its audit."""
        with telling(), Session(self._writer, expire_on_commit=False) as session:
            work = Work(session, who, self.clock.now(), action)
            watch(session, work)
            yield work
            session.commit()

    @contextmanager
    def reading(self) -> Generator[Session]:
        """A look at the office as it is now. Nothing can be changed through it."""
        with telling(), Session(self.engine, autoflush=False) as session:
            yield session

    def back_up(self, progress: Callable[[int, int], None] | None = None) -> Path:
        """A whole copy in the ``backups`` folder."""
        now = clocks.SystemClock().now()
        file, key_file = self.folder / FILE, self.folder / KEYS
        return backup.back_up(file, key_file, self._data_key, self.folder / BACKUPS, now, progress)

    def back_up_if_due(self) -> Path | None:
        """The day's backup, unless there is one."""
        due = backup.is_due(self.folder / BACKUPS, clocks.SystemClock().now())
        return self.back_up() if due else None

    def set_password(self, login: str, password: str) -> None:
        """Give a user a (new) password."""
        keys.check_password(password)
        key_file = _key_file(self.folder)
        key_file.add(login, password, self._data_key)
        _save(key_file)

    def remove_password(self, login: str) -> None:
        """Nobody opens the office under this login any more."""
        key_file = _key_file(self.folder)
        key_file.remove(login)
        _save(key_file)

    def check_password(self, login: str, password: str) -> None:
        """Is it still she? Used to unlock the window. Raises :class:`WrongPassword`."""
        _key_file(self.folder).unlock(login, password, clocks.seconds())

    def new_recovery_key(self) -> str:
        """Replace the recovery key; the old one opens nothing any more."""
        recovery = keys.new_recovery_key()
        key_file = _key_file(self.folder)
        key_file.add_recovery(recovery, self._data_key)
        _save(key_file)
        return recovery

    def close(self) -> None:
        """Fold the write-ahead log into the file and let the next window in. One who only looked leaves it alone."""
        if self._lock is None:
            self.engine.dispose()
            return
        try:
            with telling(), self.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                    text("PRAGMA wal_checkpoint(TRUNCATE)")
                )
        finally:
            self.engine.dispose()
            self._lock.release()


def _save(key_file: keys.KeyFile) -> None:
    with telling():
        key_file.save()


def _key_file(folder: Path) -> keys.KeyFile:
    if not (folder / KEYS).exists():
        if (folder / FILE).exists():
            raise DamagedOffice("The office's key file is missing.", "Put back a copy of it from the backups folder.")
        raise NoOffice(f"There is no office in “{folder}”.", "Choose another folder, or make a new office there.")
    return keys.KeyFile.read(folder / KEYS)


def _writing(engine: Engine) -> Engine:
    return engine.execution_options(**{WRITING: True})


def _first_rows(engine: Engine, founding: Founding) -> None:
    now = clocks.clock_for(founding.training_date).now()
    with telling(), Session(_writing(engine)) as session:
        work = Work(session, Actor(1, founding.login, founding.user_name, UserRole.ADMINISTRATOR), now, "found")
        watch(session, work)
        session.add(
            OfficeRecord(
                name=founding.name,
                address=founding.address,
                telephone=founding.telephone,
                email=founding.email,
                complaints=founding.complaints,
                logo=founding.logo,
                jurisdiction=founding.jurisdiction,
                training_date=founding.training_date,
                lock_after_minutes=15,
                panel_languages=[],
                letter_language=PaperLanguage.ENGLISH,
                window_right=0,
                window_down=0,
                data_notice="",
                complaints_welsh="",
                data_notice_welsh="",
                created_at=now,
            )
        )
        session.add(
            User(
                login=founding.login.strip().casefold(),
                name=founding.user_name,
                job_title=founding.job_title,
                telephone=founding.telephone,
                email=founding.email,
                role=UserRole.ADMINISTRATOR,
                active=True,
            )
        )
        session.commit()
