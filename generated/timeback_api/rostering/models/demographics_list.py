"""A page of demographics with its counters."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.demographics import Demographics, parse_demographics
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, NUMBER, AnyOf, Bounded, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class DemographicsList(Model):
    """A page of demographics with its counters.

    Attributes:
        demographics: The demographics of this page, in the requested order.
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
        "demographics": Field("demographics", ListOf(ModelOf(Demographics)), True),
        "total_count": Field("totalCount", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "page_count": Field("pageCount", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "page_number": Field("pageNumber", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "offset": Field("offset", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
        "limit": Field("limit", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None))),
    }
    NESTED = {"demographics": ("demographics", Demographics)}

    demographics: list[Demographics]
    total_count: int | float | None = None
    page_count: int | float | None = None
    page_number: int | float | None = None
    offset: int | float | None = None
    limit: int | float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, DemographicsList)
        value: Any
        data = self._start_dict()
        if (value := self.demographics) is not None or "demographics" in data:
            data["demographics"] = list_to_dicts(value)
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
        self.demographics = parse_list(data.get("demographics"), parse_demographics)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> DemographicsList:
        return parse_demographics_list(data)


_UntrackedDemographicsList = untracked_subclass(DemographicsList)


def parse_demographics_list(data: Any, deep: bool = False) -> DemographicsList:
    instance: DemographicsList = new_model(_UntrackedDemographicsList)
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
    instance.__class__ = DemographicsList
    return instance
