"""The service ``client.powerpath``: one annotated attribute for each of its resources.

A new resource is a module of this package and an annotation on both classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._resources.descriptors import operation
from timeback._resources.service import AsyncService, SyncService
from timeback_api.powerpath.api.lesson_mastery import (
    create_new_attempt,
    get_assessment_progress,
    get_next_question,
    update_student_question_response,
)
from timeback_api.powerpath.api.lesson_plans import get_course_progress, get_tree
from timeback_api.powerpath.api.syllabus import get_course_syllabus

if TYPE_CHECKING:
    from timeback.services.powerpath.attempts import AsyncAttempts, Attempts
    from timeback.services.powerpath.lesson_plans import AsyncLessonPlans, LessonPlans
    from timeback.services.powerpath.placement import AsyncPlacement, Placement
    from timeback.services.powerpath.render_configs import AsyncRenderConfigs, RenderConfigs
    from timeback.services.powerpath.screening import AsyncScreening, Screening
    from timeback.services.powerpath.syllabus import AsyncSyllabus, Syllabus
    from timeback.services.powerpath.test_assignments import AsyncTestAssignments, TestAssignments
    from timeback.services.powerpath.test_out import AsyncTestOut, TestOut
    from timeback.services.powerpath.tests import AsyncTests, Tests


class _PowerPath:
    """The most used operations, available on the service itself."""

    get_course_syllabus = operation(get_course_syllabus)
    get_lesson_plan_tree = operation(get_tree)
    get_course_progress = operation(get_course_progress)
    create_attempt = operation(create_new_attempt)
    get_next_question = operation(get_next_question)
    answer_question = operation(update_student_question_response)
    get_assessment_progress = operation(get_assessment_progress)


class PowerPath(_PowerPath, SyncService):
    """PowerPath: syllabus, lesson plans, attempts, placement and mastery."""

    attempts: Attempts
    lesson_plans: LessonPlans
    placement: Placement
    render_configs: RenderConfigs
    screening: Screening
    syllabus: Syllabus
    test_assignments: TestAssignments
    test_out: TestOut
    tests: Tests


class AsyncPowerPath(_PowerPath, AsyncService):
    """PowerPath: syllabus, lesson plans, attempts, placement and mastery."""

    attempts: AsyncAttempts
    lesson_plans: AsyncLessonPlans
    placement: AsyncPlacement
    render_configs: AsyncRenderConfigs
    screening: AsyncScreening
    syllabus: AsyncSyllabus
    test_assignments: AsyncTestAssignments
    test_out: AsyncTestOut
    tests: AsyncTests
