"""Which templates a manager has compared with the form that the rules prescribe."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from asbdesk.documents.library import Template
from asbdesk.domain.when import show_date
from asbdesk.storage import tables as t

FORMS = "prescribed-form"


def confirmations(session: Session) -> dict[str, str]:
    """By whom and when each template was found to agree with its form: key -> words."""
    rows = session.execute(
        select(t.OfficeRule, t.User.name)
        .join(t.User, t.User.id == t.OfficeRule.made_by)
        .where(t.OfficeRule.kind == FORMS)
        .order_by(t.OfficeRule.number)
    )
    found: dict[str, str] = {}
    for rule, name in rows:
        words = f"Checked by {name}, {show_date(rule.since)}" if rule.payload["confirmed"] else ""
        found[rule.payload["key"]] = words
    return {key: words for key, words in found.items() if words}


def notice_key(template: Template) -> str:
    """What is confirmed of a notice that belongs to no application: this version of its template."""
    return f"{template.code}|{template.edition}|{template.law}"


def checked(session: Session, template: Template) -> str:
    """Who compared this version of a notice with its form, and when; "" where nobody did."""
    return confirmations(session).get(notice_key(template), "") if template.law and template.check else ""
