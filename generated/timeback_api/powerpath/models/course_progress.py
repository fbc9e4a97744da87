"""Progress of a student in a course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, Variant


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseProgress(Model):
    """Progress of a student in a course.

    Attributes:
        line_items: The line items of the course with the results of the student.
        test_out: How the test-out of a course stands for a student, by its status.
    """
    line_items: list[ProgressLineItem | dict[str, Any]] | None
    test_out: TestOutState | dict[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CourseProgress)
        v: Any
        d = self._begin()
        if (v := self.line_items) is not None or "lineItems" in d:
            d["lineItems"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.test_out) is not None or "testOut" in d:
            d["testOut"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.line_items = ([parse_progress_line_item(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("lineItems")) is list else v
        self.test_out = parse_test_out_state(v) if type(v := d.get("testOut")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseProgress:
        return parse_course_progress(data)


def parse_course_progress(d: dict[str, Any], whole: bool = False) -> CourseProgress:
    self: CourseProgress = new(_CourseProgress)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = CourseProgress
    return self


from timeback_api.powerpath.models.assigned_test_out import AssignedTestOut  # noqa: E402
from timeback_api.powerpath.models.component_line_item import ComponentLineItem  # noqa: E402
from timeback_api.powerpath.models.progress_line_item import ProgressLineItem, parse_progress_line_item  # noqa: E402
from timeback_api.powerpath.models.resource_line_item import ResourceLineItem  # noqa: E402
from timeback_api.powerpath.models.test_out_state import TestOutState, parse_test_out_state  # noqa: E402
from timeback_api.powerpath.models.unassigned_test_out import UnassignedTestOut  # noqa: E402

_CourseProgress = seed(CourseProgress)
CourseProgress.FIELDS = {
    "line_items": Field("lineItems", Many(Variant("type", {"component": ComponentLineItem, "resource": ResourceLineItem}, None)), True),
    "test_out": Field("testOut", Variant("status", {"not_eligible": UnassignedTestOut, "available": UnassignedTestOut, "in_progress": AssignedTestOut, "completed": AssignedTestOut, "failed": AssignedTestOut}, None), True),
}
CourseProgress.INSIDE = {
    "line_items": ("lineItems", None),
    "test_out": ("testOut", None),
}
