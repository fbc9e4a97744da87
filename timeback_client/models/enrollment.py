"""Enrollments."""

from __future__ import annotations

from datetime import date

from timeback_api.rostering.models import Enrollment as _Enrollment
from timeback_client._compat_model import Entity
from timeback_client.models.user import Reference


class UserRef(Reference):
    """A reference to a user."""


class ClassRef(Reference):
    """A reference to a class."""


class Enrollment(
    Entity,
    of=_Enrollment,
    required="role user class_",
    nested={"user": UserRef, "class_": ClassRef},
    defaults={"status": "active", "primary": False},
):
    """The role of a user in a class."""

    @classmethod
    def create(
        cls,
        role: str,
        user_id: str,
        class_id: str,
        primary: bool = False,
        begin_date: str | date | None = None,
        end_date: str | date | None = None,
        status: str = "active",
    ) -> Enrollment:
        """Create an enrollment from ids."""
        return cls(
            role=role,
            user=UserRef(sourcedId=user_id),
            class_=ClassRef(sourcedId=class_id),
            primary=primary,
            beginDate=_day(begin_date),
            endDate=_day(end_date),
            status=status,
        )


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
