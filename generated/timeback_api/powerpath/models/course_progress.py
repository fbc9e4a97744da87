from __future__ import annotations

from timeback_api.powerpath.models.progress_line_item import PROGRESS_LINE_ITEM, ProgressLineItem
from timeback_api.powerpath.models.test_out_state import TEST_OUT_STATE, TestOutState
from timeback_runtime.model import Model
from timeback_runtime.validators import ListOf, json_field


class CourseProgress(Model):
    """Progress of a student in a course.

    Attributes:
        line_items: The line items of the course with the results of the student.
        test_out: State of the test-out of a course for a student, by status.
    """

    line_items: list[ProgressLineItem] = json_field("lineItems", ListOf(PROGRESS_LINE_ITEM))
    test_out: TestOutState = json_field("testOut", TEST_OUT_STATE)


parse_course_progress = CourseProgress._parse
