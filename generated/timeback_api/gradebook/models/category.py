"""A kind of line items, such as homework, and how much it counts."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, NUMBER, TEXT, Choice, Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Category(Model):
    """A kind of line items, such as homework, and how much it counts.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        title: Name of the category.
        sourced_id: Id of the category.
        date_last_modified: When the category was last changed. The server sets it.
        weight: How much line items of this category count in a grade, in relation to the other categories.
    """
    status: Status | str | None
    title: str | None
    sourced_id: str | None = None
    date_last_modified: datetime.datetime | None = None
    weight: float | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Category)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.weight) is not None or "weight" in d:
            d["weight"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Category:
        return parse_category(data)


def parse_category(d: dict[str, Any]) -> Category:
    self: Category = new(_Category)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.weight = d.get("weight")
    self.metadata = d.get("metadata")
    self.__class__ = Category
    return self


from timeback_api.common.models.status import Status, as_status  # noqa: E402

_Category = seed(Category)
Category.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "title": Field("title", TEXT, True),
    "weight": Field("weight", NUMBER),
    "metadata": Field("metadata", FREE),
}
