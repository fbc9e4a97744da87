"""Courses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeback_api.resources.api.resources import get_resources_for_course
from timeback_api.rostering.api.courses import (
    create_course,
    delete_course,
    get_all_courses,
    get_classes_for_course,
    get_course,
    put_course,
)
from timeback_api.rostering.api.orgs import get_org
from timeback_client._calls import LIST, call
from timeback_client._reply import Reply
from timeback_client.core.client import API
from timeback_client.models.course import Course


class CoursesAPI(API):
    """Methods on courses."""

    create_course = call(create_course, "course", model=Course)
    get_course = call(get_course, "course_id | fields")
    update_course = call(put_course, "course_id course", model=Course)
    delete_course = call(delete_course, "course_id")
    list_courses = call(get_all_courses, f"| {LIST}", extra=True)
    get_classes_for_course = call(get_classes_for_course, f"course_id | {LIST}")
    get_resources_for_course = call(get_resources_for_course, f"course_id | {LIST}")
    _get_org = call(get_org, "org_id | fields")

    def get_school_for_course(self, course_id: str, fields: Iterable[str] | None = None) -> Any:
        """Fetch the organisation of a course. The platform documents no such operation, so this makes two requests."""
        return self._get_org(self.get_course(course_id).org["sourcedId"], fields)

    def get_subjects_for_course(self, course_id: str) -> Any:
        """Fetch the subjects of a course. The platform documents no such operation; they are read from the course."""
        course = self.get_course(course_id)["course"]
        return Reply(subjects=course.get("subjects") or [])
