"""Courses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeback_api.rostering.models import Course as _Course
from timeback_client._facade import Json, Record, new_id, timestamp


class Course(
    Record,
    names="sourcedId title courseCode status dateLastModified org schoolYear grades subjects subjectCodes resources",
    of=_Course,
    required="title courseCode org",
    defaults={"sourcedId": new_id, "status": "active", "dateLastModified": timestamp},
):
    """What is taught."""

    @classmethod
    def create(cls, title: str, courseCode: str, **kwargs: Any) -> Course:  # noqa: N803 - the older client's name
        """A course with an id of its own; ``org=`` says whose it is."""
        return cls(title=title, courseCode=courseCode, **kwargs)

    @classmethod
    def to_courses_response(cls, courses: Iterable[Course]) -> Json:
        """Courses as the reply of a list has them."""
        return {"courses": [course.to_dict(wrapped=False) for course in courses]}
