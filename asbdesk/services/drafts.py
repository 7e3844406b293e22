"""What is being typed, kept as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from asbdesk.storage.tables import Draft, SavedView
from asbdesk.storage.work import Work


def keep_draft(work: Work, key: str, title: str, payload: dict[str, Any]) -> None:
    """Keep the form's contents under ``key`` (``incident:new``), for this user alone."""
    draft = _draft(work, key)
    if draft is None:
        work.session.add(Draft(user_id=work.who.user_id, key=key, title=title, payload=payload, saved_at=work.now))
    else:
        draft.title, draft.payload, draft.saved_at = title, payload, work.now


def drop_draft(work: Work, key: str) -> None:
    """It was saved, or the user discarded it."""
    draft = _draft(work, key)
    if draft is not None:
        work.session.delete(draft)


def save_form(work: Work, key: str, service: Callable[..., Any], *args: Any) -> Any:
    """Do what the form asks for and drop its draft, in one transaction: a crash leaves one or the other."""
    work.action = service.__name__
    answer = service(work, *args)
    drop_draft(work, key)
    return answer


def save_view(work: Work, page: str, name: str, payload: dict[str, Any]) -> None:
    """Keep a list's filter and columns under a name."""
    view = _view(work, page, name)
    if view is None:
        work.session.add(SavedView(user_id=work.who.user_id, page=page, name=name, payload=payload))
    else:
        view.payload = payload


def delete_view(work: Work, page: str, name: str) -> None:
    """Forget a saved view."""
    view = _view(work, page, name)
    if view is not None:
        work.session.delete(view)


def _draft(work: Work, key: str) -> Draft | None:
    return work.session.scalars(select(Draft).where(Draft.user_id == work.who.user_id, Draft.key == key)).one_or_none()


def _view(work: Work, page: str, name: str) -> SavedView | None:
    return work.session.scalars(
        select(SavedView).where(SavedView.user_id == work.who.user_id, SavedView.page == page, SavedView.name == name)
    ).one_or_none()
