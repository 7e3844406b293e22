"""The declarative base: enums are stored by value, moments in UTC, lists and facts as JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Date, DateTime, Enum, LargeBinary, MetaData, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from asbdesk.domain import casework, orders


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC: when the office did something. Incidents' own times are the wall clock's."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def _by_value(kind: type[casework.Labelled]) -> Enum:
    return Enum(kind, values_callable=_values, native_enum=False, length=32)


def _values(kind: type[casework.Labelled]) -> list[str]:
    return [member.value for member in kind]


class Json(TypeDecorator[Any]):
    """Facts and lists, as JSON text."""

    impl = JSON
    cache_ok = True


_ENUMS = tuple(
    kind
    for module in (casework, orders)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, casework.Labelled)
)


class Base(DeclarativeBase):
    """Every table has a whole number as its key."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        date: Date,
        datetime: DateTime,
        bytes: LargeBinary,
        dict[str, Any]: Json,
        list[str]: Json,
        list[int]: Json,
        **{kind: _by_value(kind) for kind in _ENUMS},
    }
    audited: ClassVar[bool] = True
    """Whether changes enter the audit. Drafts and search keys do not: they are no record."""
    secret: ClassVar[frozenset[str]] = frozenset()
    """Columns whose contents are too large for the audit (files); their change is noted, not their bytes."""
    batch: ClassVar[str] = "batch_id"
    """The column that says with which others a row came in, where one audit entry tells of them all."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
