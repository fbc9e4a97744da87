"""Enrollments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeback_api.rostering.api.enrollments import (
    create_enrollment,
    delete_enrollment,
    get_all_enrollments,
    get_enrollment,
    update_enrollment,
)
from timeback_client import _undocumented
from timeback_client._calls import LIST, call, matching
from timeback_client.core.client import API
from timeback_client.models.enrollment import Enrollment


class EnrollmentsAPI(API):
    """Methods on enrollments."""

    create_enrollment = call(create_enrollment, "enrollment", model=Enrollment)
    get_enrollment = call(get_enrollment, "enrollment_id | fields")
    update_enrollment = call(update_enrollment, "enrollment_id enrollment", model=Enrollment)
    delete_enrollment = call(delete_enrollment, "enrollment_id")
    list_enrollments = call(get_all_enrollments, f"| {LIST}")

    def get_enrollments_for_student(
        self,
        student_id: str,
        filter_expr: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        sort: str | None = None,
        order_by: str | None = None,
        fields: Iterable[str] | None = None,
    ) -> Any:
        """Fetch a page of a student's enrollments."""
        return self.list_enrollments(
            limit, offset, sort, order_by, matching(filter_expr, userSourcedId=student_id), fields
        )

    def get_enrollments_for_class(
        self,
        class_id: str,
        filter_expr: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        sort: str | None = None,
        order_by: str | None = None,
        fields: Iterable[str] | None = None,
    ) -> Any:
        """Fetch a page of a class's enrollments."""
        return self.list_enrollments(
            limit, offset, sort, order_by, matching(filter_expr, classSourcedId=class_id), fields
        )

    def reset_progress(self, user_id: str, course_id: str) -> Any:
        """Delete a student's progress in a course. The platform's specifications do not contain this operation."""
        return self._request(_undocumented.reset_progress, user_id, course_id)
