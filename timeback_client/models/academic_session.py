"""Academic sessions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeback_api.rostering.models import AcademicSession as _AcademicSession
from timeback_client._compat_model import Json, Record, new_id, timestamp


class AcademicSession(
    Record,
    names="sourcedId title type status dateLastModified startDate endDate schoolYear org parent",
    of=_AcademicSession,
    required="title type startDate endDate schoolYear org",
    defaults={"sourcedId": new_id, "status": "active", "dateLastModified": timestamp},
):
    """A school year, a term, or another period."""

    @classmethod
    def create(
        cls,
        title: str,
        type: str,  # noqa: A002 - the older client's names, also below
        startDate: str,  # noqa: N803
        endDate: str,  # noqa: N803
        schoolYear: str,  # noqa: N803
        **kwargs: Any,
    ) -> AcademicSession:
        """Create a session with a new id; ``org=`` is required."""
        return cls(title=title, type=type, startDate=startDate, endDate=endDate, schoolYear=schoolYear, **kwargs)

    @classmethod
    def to_sessions_response(cls, sessions: Iterable[AcademicSession]) -> Json:
        """The sessions of a list reply."""
        return {"academicSessions": [session.to_dict(wrapped=False) for session in sessions]}
