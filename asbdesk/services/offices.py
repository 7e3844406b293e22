"""The office itself and its users. Passwords are the key file's affair (:mod:`asbdesk.storage.office`)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from asbdesk.domain.casework import Jurisdiction, UserRole
from asbdesk.domain.permissions import require
from asbdesk.errors import InvalidField, NotFound, Refused
from asbdesk.storage import tables as t
from asbdesk.storage.work import Work


@dataclass(frozen=True, slots=True)
class OfficeValues:
    name: str
    address: str
    telephone: str
    jurisdiction: Jurisdiction
    email: str = ""
    complaints: str = ""
    logo: bytes | None = None
    lock_after_minutes: int = 15


@dataclass(frozen=True, slots=True)
class UserValues:
    name: str
    login: str
    role: UserRole = UserRole.CASEWORKER
    job_title: str = ""
    telephone: str = ""
    email: str = ""
    active: bool = True


def change_office(work: Work, values: OfficeValues) -> None:
    """Change what stands on the letterhead, and how long the window waits before it locks."""
    require(work.who.role, "settings")
    if not values.name.strip():
        raise InvalidField("name", "Give the office's name.")
    if not 1 <= values.lock_after_minutes <= 240:
        raise InvalidField("lock_after_minutes", "Give 1 to 240 minutes.")
    office = work.session.scalars(select(t.OfficeRecord)).one()
    for name in ("name", "address", "telephone", "email", "complaints"):
        setattr(office, name, getattr(values, name).strip())
    office.jurisdiction = values.jurisdiction
    office.logo = values.logo
    office.lock_after_minutes = values.lock_after_minutes
    work.session.flush()


def add_user(work: Work, values: UserValues) -> int:
    """Somebody new signs in; the password is set afterwards. Raises :class:`InvalidField` for a login in use."""
    require(work.who.role, "users")
    login = _check(work, values, None)
    return work.add(
        t.User(
            login=login,
            name=values.name.strip(),
            job_title=values.job_title.strip(),
            telephone=values.telephone.strip(),
            email=values.email.strip(),
            role=values.role,
            active=values.active,
        )
    )


def change_user(work: Work, user_id: int, values: UserValues) -> None:
    """Change a user's name, role or whether she still works here. The login stays: it names the key."""
    if user_id != work.who.user_id:
        require(work.who.role, "users")
    user = work.session.get(t.User, user_id)
    if user is None:
        raise NotFound("This user is no longer in the office.")
    _check(work, values, user)
    if user_id == work.who.user_id and (values.role is not user.role or not values.active):
        raise Refused("Nobody changes her own role, or shuts herself out.", "Ask another administrator.")
    for name in ("name", "job_title", "telephone", "email"):
        setattr(user, name, getattr(values, name).strip())
    user.role, user.active = values.role, values.active
    work.session.flush()


def _check(work: Work, values: UserValues, user: t.User | None) -> str:
    login = values.login.strip().casefold()
    if not values.name.strip():
        raise InvalidField("name", "Give the user's name.")
    if not login or any(c.isspace() for c in login):
        raise InvalidField("login", "Give a short name to sign in with, without blanks.")
    if user is not None and login != user.login:
        raise InvalidField("login", "The name to sign in with cannot be changed.")
    if user is None and work.session.scalars(select(t.User.id).where(t.User.login == login)).first():
        raise InvalidField("login", "Somebody signs in with this name already.")
    return login
