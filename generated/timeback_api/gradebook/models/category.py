"""A type of line items, such as homework, and its weight in a grade."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.status import Status, as_status
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Choice, Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Category(Model):
    """A type of line items, such as homework, and its weight in a grade.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        title: Name of the category.
        sourced_id: Id of the category.
        date_last_modified: When the category was last changed. The server sets it.
        weight: Weight of the line items of this category in a grade, relative to the other categories.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", TEXT, True),
        "weight": Field("weight", NUMBER),
        "metadata": Field("metadata", OBJECT),
    }

    status: Status | str
    title: str
    sourced_id: str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    weight: float | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Category)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.weight) is not None or "weight" in data:
            data["weight"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Category:
        return parse_category(data)


_UntrackedCategory = untracked_subclass(Category)


def parse_category(data: Any) -> Category:
    instance: Category = new_model(_UntrackedCategory)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.weight = data.get("weight")
    instance.metadata = data.get("metadata")
    instance.__class__ = Category
    return instance
