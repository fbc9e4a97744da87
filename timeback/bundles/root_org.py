"""The organisation of academic sessions. The standard has no column for it: it is a metadata column or the root org."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

SESSION_ORG: Final = "timeback.orgSourcedId"
"""Metadata column of academicSessions.csv: the organisation of a session, if it is not the root organisation."""
_MOST_CANDIDATES: Final = 10


def pop_org(session: dict[str, Any]) -> str | None:
    """Remove the organisation from the metadata of a session and return it."""
    metadata = session.get("metadata")
    if not metadata or SESSION_ORG not in metadata:
        return None
    org = str(metadata.pop(SESSION_ORG)).strip()
    if not metadata:
        del session["metadata"]
    return org or None


class RootOrgFinder:
    """Finds the root organisation while organisations are read.

    The root is the only organisation without a parent. If there are several, it is the only district among them.
    """

    def __init__(self) -> None:
        self._tops = 0
        self._top: str | None = None
        self._districts = 0
        self._district: str | None = None
        self.candidates: list[str] = []
        """Ids of the first organisations without a parent."""

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
