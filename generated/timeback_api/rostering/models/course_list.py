"""A page of courses with its counters."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.course import Course, parse_course
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, NUMBER, AnyOf, Bounded, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CourseList(Model):
    """A page of courses with its counters.

    Attributes:
        courses: The courses of this page, in the requested order.
        total_count: Number of objects that match the request on all pages together. An extension of the platform:
            another provider may not know it.
        page_count: Number of pages at this limit. An extension of the platform: another provider may not know it.
        page_number: Number of this page. The first is 1. An extension of the platform: another provider may not know
            it.
        offset: Number of matching objects before this page. An extension of the platform: another provider may not know
            it.
        limit: Largest number of objects on this page. It can be lower than the requested limit. An extension of the
            platform: another provider may not know it.
    """

    FIELDS = {
        "courses": Field("courses", ListOf(ModelOf(Course)), True),
        "total_count": Field("totalCount", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "page_count": Field("pageCount", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "page_number": Field("pageNumber", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "offset": Field("offset", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "limit": Field("limit", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
    }
    NESTED = {"courses": ("courses", Course)}

    courses: list[Course]
    total_count: int | float | None = None
    page_count: int | float | None = None
    page_number: int | float | None = None
    offset: int | float | None = None
    limit: int | float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CourseList)
        value: Any
        data = self._start_dict()
        if (value := self.courses) is not None or "courses" in data:
            data["courses"] = list_to_dicts(value)
        if (value := self.total_count) is not None or "totalCount" in data:
            data["totalCount"] = value
        if (value := self.page_count) is not None or "pageCount" in data:
            data["pageCount"] = value
        if (value := self.page_number) is not None or "pageNumber" in data:
            data["pageNumber"] = value
        if (value := self.offset) is not None or "offset" in data:
            data["offset"] = value
        if (value := self.limit) is not None or "limit" in data:
            data["limit"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.courses = parse_list_deep(data.get("courses"), parse_course)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CourseList:
        return parse_course_list(data)


_UntrackedCourseList = untracked_subclass(CourseList)


def parse_course_list(data: Any, deep: bool = False) -> CourseList:
    instance: CourseList = new_model(_UntrackedCourseList)
    instance._received = data
    instance._changed = None
    instance.total_count = data.get("totalCount")
    instance.page_count = data.get("pageCount")
    instance.page_number = data.get("pageNumber")
    instance.offset = data.get("offset")
    instance.limit = data.get("limit")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CourseList
    return instance
