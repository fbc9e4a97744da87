"""Whose academic sessions are: the standard has no column for it, so it is the root of the district or in metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

SESSION_ORG: Final = "timeback.orgSourcedId"
"""Metadata column of academicSessions.csv for the organisation of a session that is not that of the root."""
_MOST_CANDIDATES: Final = 10


def take_org(session: dict[str, Any]) -> str | None:
    """The organisation that the metadata of a session says, which it is taken out of."""
    metadata = session.get("metadata")
    if not metadata or SESSION_ORG not in metadata:
        return None
    org = str(metadata.pop(SESSION_ORG)).strip()
    if not metadata:
        del session["metadata"]
    return org or None


class Root:
    """Looks at organisations as they pass. The root is the only one without a parent, else the only such district."""

    def __init__(self) -> None:
        self._tops = 0
        self._top: str | None = None
        self._districts = 0
        self._district: str | None = None
        self.candidates: list[str] = []
        """The first organisations without a parent."""

    def add(self, org: Mapping[str, Any]) -> None:
        if org.get("parent"):
            return
        self._tops += 1
        self._top = org["sourcedId"]
        if len(self.candidates) < _MOST_CANDIDATES:
            self.candidates.append(org["sourcedId"])
        if org.get("type") == "district":
            self._districts += 1
            self._district = org["sourcedId"]

    @property
    def id(self) -> str | None:
        if self._tops == 1:
            return self._top
        return self._district if self._districts == 1 else None
