"""PowerPath."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath.api.course_mastery import (
    create_external_test_out,
    import_external_test_assignment_results,
    make_external_test_assignment,
)
from timeback_api.powerpath.api.lesson_mastery import (
    create_new_attempt,
    final_student_assessment_response,
    get_assessment_progress,
    get_next_question,
    reset_attempt,
    update_student_question_response,
)
from timeback_api.powerpath.api.lesson_plans import (
    create_lesson_plan,
    get_course_progress,
    get_tree,
    sync_course_lesson_plans,
    update_student_item_response,
)
from timeback_api.powerpath.api.placement import get_all_placement_tests, get_current_level, get_next_placement_test
from timeback_api.powerpath.api.syllabus import get_course_syllabus
from timeback_api.powerpath.api.test_assignments import (
    create_test_assignment,
    delete_test_assignment,
    get_test_assignment,
    list_all_test_assignments,
    list_student_test_assignments,
    update_test_assignment,
)
from timeback_api.powerpath.api.test_out import test_out
from timeback_client import _undocumented
from timeback_client._calls import call
from timeback_client._errors import RefusedRequest
from timeback_client.core.client import API
from timeback_client.models.lesson_plan import LessonPlan

_LESSON = "student_id>student lesson_id>lesson"
_PAGE = 100
"""The page size if no limit is given; the default of the platform."""


class PowerPathAPI(API):
    """Methods of PowerPath."""

    _service = "powerpath"

    get_student_course_progress = call(get_course_progress, "course_id student_id")
    create_lesson_plan = call(create_lesson_plan, "course_id>courseId user_id>userId class_id>classId")
    sync_lesson_plans_for_course = call(sync_course_lesson_plans, "course_id")
    get_assessment_progress = call(get_assessment_progress, "student_id:student lesson_id:lesson | attempt")
    reset_attempt = call(reset_attempt, _LESSON)
    create_new_attempt = call(create_new_attempt, _LESSON)
    post_final_student_assessment_response = call(
        final_student_assessment_response, "lesson_id>lesson student_id>student"
    )
    get_test_out_resource = call(test_out, "course_id:course student_id:student")
    make_external_test_assignment = call(
        make_external_test_assignment, "student>student lesson>lesson application_name>applicationName"
    )
    import_external_test_assignment_results = call(import_external_test_assignment_results, "student lesson")
    create_external_test_out = call(
        create_external_test_out,
        "course_id>courseId lesson_title>lessonTitle launch_url>launchUrl tool_provider>toolProvider "
        "unit_title>unitTitle description>description vendor_id>vendorId xp>xp | "
        "resource_metadata>resourceMetadata",
        fixed={"lessonType": "test-out"},
    )
    get_all_placement_tests = call(get_all_placement_tests, "student subject")
    get_next_placement_test = call(get_next_placement_test, "student subject")
    get_current_level = call(get_current_level, "student subject")
    create_test_assignment = call(create_test_assignment, "data")
    update_test_assignment = call(update_test_assignment, "assignment_id data")
    get_test_assignment = call(get_test_assignment, "assignment_id")
    delete_test_assignment = call(delete_test_assignment, "assignment_id")
    _syllabus = call(get_course_syllabus, "course_id", extra=True)
    _tree = call(get_tree, "course_id user_id")
    _next_question = call(get_next_question, "student_id:student lesson_id:lesson", extra=True)
    _answer = call(
        update_student_question_response,
        "student_id>student question_id>question lesson_id>lesson | response>response responses>responses",
    )
    _item_response = call(update_student_item_response, "body")
    _assignments = call(list_student_test_assignments, "student | status subject grade offset limit")
    _all_assignments = call(list_all_test_assignments, "| student status subject grade offset limit")

    def get_course_syllabus(self, course_id: str, filters: Mapping[str, Any] | None = None) -> Any:
        """Fetch the syllabus of a course; ``filters`` are sent as query parameters."""
        return self._syllabus(course_id, **(filters or {}))

    def get_lesson_plan(self, course_id: str, user_id: str, return_raw: bool = False) -> Any:
        """Fetch a student's lesson plan, as a model or as the decoded reply."""
        reply = self._tree(course_id, user_id)
        return reply if return_raw else LessonPlan.from_dict(reply)

    def delete_lesson_plan(self, lesson_plan_id: str) -> Any:
        """Delete one lesson plan. The platform's specifications do not contain this operation."""
        return self._request(_undocumented.delete_lesson_plan, lesson_plan_id)

    def update_lesson_plan_item(
        self,
        lesson_plan_item_id: str,
        lesson_plan_id: str,
        type: str = "component",  # noqa: A002 - the older client's name
        component_id: str | None = None,
        component_resource_id: str | None = None,
        order: int = 1,
        parent_id: str | None = None,
        skipped: bool = False,
    ) -> Any:
        """Change an item of a lesson plan. The platform's specifications do not contain this operation."""
        other = component_resource_id if type == "component" else component_id
        if other is not None:
            raise RefusedRequest(
                f"an item of type {type!r} requires exactly one id: component_id or component_resource_id"
            )
        body = {
            "lessonPlanId": lesson_plan_id,
            "type": type,
            "componentId": component_id,
            "componentResourceId": component_resource_id,
            "order": order,
            "parentId": parent_id,
            "skipped": skipped,
        }
        return self._request(_undocumented.update_lesson_plan_item, lesson_plan_item_id, body)

    def get_next_question(
        self,
        student_id: str,
        lesson_id: str,
        ignore_answered_questions: bool = False,
        ignore_difficulty_check: bool = False,
    ) -> Any:
        """Fetch the next question of a lesson."""
        extra = {
            "ignoreAnsweredQuestions": "true" if ignore_answered_questions else None,
            "ignoreDifficultyCheck": "true" if ignore_difficulty_check else None,
        }
        return self._next_question(student_id, lesson_id, **extra)

    def update_student_question_response(
        self,
        student_id: str,
        question_id: str,
        response: str | list[str] | None = None,
        lesson_id: str = "",
        responses: Mapping[str, Any] | None = None,
    ) -> Any:
        """Answer a question with one response, or one for each of its response declarations."""
        return self._answer(student_id, question_id, lesson_id, response, responses)

    def update_student_item_response(
        self,
        student_id: str,
        result: Mapping[str, Any],
        component_id: str | None = None,
        component_resource_id: str | None = None,
    ) -> Any:
        """Store a student's result for either a component or a component's resource."""
        if bool(component_id) == bool(component_resource_id):
            raise RefusedRequest("pass either component_id or component_resource_id")
        where = {"componentId": component_id} if component_id else {"componentResourceId": component_resource_id}
        return self._item_response({"studentId": student_id, **where, "result": result})

    def list_test_assignments(
        self,
        student: str,
        status: str | None = None,
        subject: str | None = None,
        grade: str | None = None,
        page: int | None = None,
        limit: int | None = None,
    ) -> Any:
        """Fetch a page of a student's test assignments; the platform pages them by offset."""
        return self._assignments(student, status, subject, grade, *_span(page, limit))

    def list_test_assignments_admin(
        self,
        student: str | None = None,
        status: str | None = None,
        subject: str | None = None,
        grade: str | None = None,
        page: int | None = None,
        limit: int | None = None,
    ) -> Any:
        """Fetch a page of all students' test assignments."""
        return self._all_assignments(student, status, subject, grade, *_span(page, limit))


def _span(page: int | None, limit: int | None) -> tuple[int | None, int | None]:
    if page is None:
        return None, limit
    size = limit or _PAGE
    return (page - 1) * size, size
