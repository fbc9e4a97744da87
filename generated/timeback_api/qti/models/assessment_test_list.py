"""One page of tests."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.ordering import Ordering, as_ordering
from timeback_api.qti.models.assessment_test import AssessmentTest, parse_assessment_test
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    list_to_dicts,
    new_model,
    parse_list_deep,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, NUMBER, TEXT, AnyOf, Bounded, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentTestList(Model):
    """One page of tests.

    Attributes:
        items: The tests of this page.
        total: Number of objects that match the request on all pages together. An extension of the platform: another
            provider may not know it.
        page: Number of this page. The first is 1. An extension of the platform: another provider may not know it.
        pages: Number of pages at this limit. An extension of the platform: another provider may not know it.
        limit: Largest number of objects on this page. It can be lower than the requested limit. An extension of the
            platform: another provider may not know it.
        sort: Property that the list is sorted by.
        order: Direction of a sorted list, ascending or descending.
    """

    FIELDS = {
        "items": Field("items", ListOf(ModelOf(AssessmentTest)), True),
        "total": Field("total", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "page": Field("page", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "pages": Field("pages", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "limit": Field("limit", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "sort": Field("sort", TEXT),
        "order": Field("order", Choice(Ordering)),
    }
    NESTED = {"items": ("items", AssessmentTest)}

    items: list[AssessmentTest]
    total: int | float | None = None
    page: int | float | None = None
    pages: int | float | None = None
    limit: int | float | None = None
    sort: str | None = None
    order: Ordering | str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AssessmentTestList)
        value: Any
        data = self._start_dict()
        if (value := self.items) is not None or "items" in data:
            data["items"] = list_to_dicts(value)
        if (value := self.total) is not None or "total" in data:
            data["total"] = value
        if (value := self.page) is not None or "page" in data:
            data["page"] = value
        if (value := self.pages) is not None or "pages" in data:
            data["pages"] = value
        if (value := self.limit) is not None or "limit" in data:
            data["limit"] = value
        if (value := self.sort) is not None or "sort" in data:
            data["sort"] = value
        if (value := self.order) is not None or "order" in data:
            data["order"] = value if type(value) is str else enum_to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.items = parse_list_deep(data.get("items"), parse_assessment_test)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentTestList:
        return parse_assessment_test_list(data)


_UntrackedAssessmentTestList = untracked_subclass(AssessmentTestList)


def parse_assessment_test_list(data: Any, deep: bool = False) -> AssessmentTestList:
    instance: AssessmentTestList = new_model(_UntrackedAssessmentTestList)
    instance._received = data
    instance._changed = None
    instance.total = data.get("total")
    instance.page = data.get("page")
    instance.pages = data.get("pages")
    instance.limit = data.get("limit")
    instance.sort = data.get("sort")
    instance.order = as_ordering(value, value) if type(value := data.get("order")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AssessmentTestList
    return instance
