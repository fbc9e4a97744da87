"""Describes a piece of learning material, such as a video, an article or a test."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime, to_json
from timeback_runtime.validators import FREE, MOMENT, TEXT, Choice, Field, Many, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Resource(Model):
    """Describes a piece of learning material, such as a video, an article or a test. On the platform the metadata says
    where it is found and of what kind it is.

    Attributes:
        title: Name of the material.
        vendor_resource_id: Id that the vendor of the material has for it.
        sourced_id: Id of the resource.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        date_last_modified: When the resource was last changed. The server sets it.
        roles: For whom the material is. The standard lists roles of users here, the platform the words of
            `importance`.
        importance: Whether the material is the main one for its purpose or goes with another.
        vendor_id: Id of the vendor of the material.
        application_id: Id of the application in which the material is used.
    """
    title: str | None
    vendor_resource_id: str | None
    sourced_id: str | None = None
    status: Status | str | None = None
    date_last_modified: datetime.datetime | None = None
    roles: list[ResourceRole | str] | None = None
    importance: Importance | str | None = None
    vendor_id: str | None = None
    application_id: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Resource)
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
        if (v := self.roles) is not None or "roles" in d:
            d["roles"] = to_json(v)
        if (v := self.importance) is not None or "importance" in d:
            d["importance"] = v
        if (v := self.vendor_resource_id) is not None or "vendorResourceId" in d:
            d["vendorResourceId"] = v
        if (v := self.vendor_id) is not None or "vendorId" in d:
            d["vendorId"] = v
        if (v := self.application_id) is not None or "applicationId" in d:
            d["applicationId"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.roles = ([as_resource_role(i, i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("roles")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Resource:
        return parse_resource(data)


def parse_resource(d: dict[str, Any], whole: bool = False) -> Resource:
    self: Resource = new(_Resource)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.importance = as_importance(v, v) if type(v := d.get("importance")) is str else v
    self.vendor_resource_id = d.get("vendorResourceId")
    self.vendor_id = d.get("vendorId")
    self.application_id = d.get("applicationId")
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Resource
    return self


from timeback_api.common.models.importance import Importance, as_importance  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.resources.models.resource_role import ResourceRole, as_resource_role  # noqa: E402

_Resource = seed(Resource)
Resource.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status)),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "title": Field("title", TEXT, True),
    "roles": Field("roles", Many(Choice(ResourceRole, "^ext:[a-zA-Z0-9.\\-_]+$"))),
    "importance": Field("importance", Choice(Importance)),
    "vendor_resource_id": Field("vendorResourceId", TEXT, True),
    "vendor_id": Field("vendorId", TEXT),
    "application_id": Field("applicationId", TEXT),
    "metadata": Field("metadata", FREE),
}
Resource.INSIDE = {
    "roles": ("roles", None),
}
