"""What the rows of a file are, whichever way the file is read."""

from __future__ import annotations

from asbdesk.domain.casework import Labelled


class Holds(Labelled):
    """Each kind is checked, waits, is taken in and undone the same way."""

    INCIDENTS = "incidents", "Incidents"
    PEOPLE = "people", "People and where they live"
    ADDRESSES = "addresses", "Addresses alone"

    @classmethod
    def of(cls, profile: str) -> Holds:
        """What an import holds, by the kind of file that stands in its record: of incidents any."""
        return cls(profile) if profile in (cls.PEOPLE, cls.ADDRESSES) else cls.INCIDENTS

    def counted(self, number: int) -> str:
        """``1 person``, ``1,894 incidents``."""
        return f"{number:,} {_ONE[self] if number == 1 else self.value}"


_ONE = {Holds.INCIDENTS: "incident", Holds.PEOPLE: "person", Holds.ADDRESSES: "address"}
