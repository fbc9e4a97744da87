"""The organisation of academic sessions. The standard has no column for it: it is a metadata column or the root org."""

from __future__ import annotations

from typing import Any, Final

SESSION_ORG: Final = "timeback.orgSourcedId"
"""Metadata column of academicSessions.csv: the organisation of a session, if it is not the root organisation."""


def pop_org(session: dict[str, Any]) -> str | None:
    """Remove the organisation from the metadata of a session and return it."""
    metadata = session.get("metadata")
    if not metadata or SESSION_ORG not in metadata:
        return None
    org = str(metadata.pop(SESSION_ORG)).strip()
    if not metadata:
        del session["metadata"]
    return org or None
