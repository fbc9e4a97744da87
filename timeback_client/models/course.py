"""Courses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeback_api.rostering.models import Course as _Course
from timeback_client._compat_model import Json, Record, new_id, timestamp


class Course(
    Record,
    names="sourcedId title courseCode status dateLastModified org schoolYear grades subjects subjectCodes resources",
    of=_Course,
    required="title courseCode org",
    defaults={"sourcedId": new_id, "status": "active", "dateLastModified": timestamp},
):
    """A course."""

    @classmethod
    def create(cls, title: str, courseCode: str, **kwargs: Any) -> Course:  # noqa: N803 - the older client's name
        """Create a course with a new id; ``org=`` is required."""
        return cls(title=title, courseCode=courseCode, **kwargs)

    @classmethod
    def to_courses_response(cls, courses: Iterable[Course]) -> Json:
        """The courses of a list reply."""
        return {"courses": [course.to_dict(wrapped=False) for course in courses]}
