"""Progress of a student in a course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.assigned_test_out import AssignedTestOut
from timeback_api.powerpath.models.component_line_item import ComponentLineItem
from timeback_api.powerpath.models.progress_line_item import ProgressLineItem, parse_progress_line_item
from timeback_api.powerpath.models.resource_line_item import ResourceLineItem
from timeback_api.powerpath.models.test_out_state import TestOutState, parse_test_out_state
from timeback_api.powerpath.models.unassigned_test_out import UnassignedTestOut
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import DiscriminatedUnion
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseProgress(Model):
    """Progress of a student in a course.

    Attributes:
        line_items: The line items of the course with the results of the student.
        test_out: State of the test-out of a course for a student, by status.
    """

    FIELDS = {
        "line_items": Field(
            "lineItems",
            ListOf(DiscriminatedUnion("type", {"component": ComponentLineItem, "resource": ResourceLineItem}, None)),
            True,
        ),
        "test_out": Field(
            "testOut",
            DiscriminatedUnion(
                "status",
                {
                    "not_eligible": UnassignedTestOut,
                    "available": UnassignedTestOut,
                    "in_progress": AssignedTestOut,
                    "completed": AssignedTestOut,
                    "failed": AssignedTestOut,
                },
                None,
            ),
            True,
        ),
    }
    NESTED = {"line_items": ("lineItems", None), "test_out": ("testOut", None)}

    line_items: list[ProgressLineItem]
    test_out: TestOutState

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseProgress)
        value: Any
        data = self._start_dict()
        if (value := self.line_items) is not None or "lineItems" in data:
            data["lineItems"] = list_to_dicts(value)
        if (value := self.test_out) is not None or "testOut" in data:
            data["testOut"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.line_items = parse_list(data.get("lineItems"), parse_progress_line_item)
        self.test_out = parse_test_out_state(value) if type(value := data.get("testOut")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseProgress:
        return parse_course_progress(data)


_UntrackedCourseProgress = untracked_subclass(CourseProgress)


def parse_course_progress(data: Any, deep: bool = False) -> CourseProgress:
    instance: CourseProgress = new_model(_UntrackedCourseProgress)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CourseProgress
    return instance
