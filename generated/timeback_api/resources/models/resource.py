"""Describes a piece of learning material, such as a video, an article or a test."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.importance import Importance, as_importance
from timeback_api.common.models.status import Status, as_status
from timeback_api.resources.models.resource_role import ResourceRole, as_resource_role
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
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, Field, ListOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Resource(Model):
    """Describes a piece of learning material, such as a video, an article or a test. On the platform the metadata
    contains its address and type.

    Attributes:
        title: Name of the material.
        vendor_resource_id: Id of the material at its vendor.
        sourced_id: Id of the resource.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the resource was last changed. The server sets it.
        roles: Intended users of the material. The standard lists roles of users here, the platform values of
            `importance`.
        importance: Whether the material is the primary one for its purpose or an additional one.
        vendor_id: Id of the vendor of the material.
        application_id: Id of the application that uses the material.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status)),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", TEXT, True),
        "roles": Field("roles", ListOf(Choice(ResourceRole, pattern="^ext:[a-zA-Z0-9.\\-_]+$"))),
        "importance": Field("importance", Choice(Importance)),
        "vendor_resource_id": Field("vendorResourceId", TEXT, True),
        "vendor_id": Field("vendorId", TEXT),
        "application_id": Field("applicationId", TEXT),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {"roles": ("roles", None)}

    title: str
    vendor_resource_id: str
    sourced_id: str = None  # type: ignore[assignment]
    status: Status | str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    roles: list[ResourceRole | str] | None = None
    importance: Importance | str | None = None
    vendor_id: str | None = None
    application_id: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Resource)
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
        if (value := self.roles) is not None or "roles" in data:
            data["roles"] = to_json(value)
        if (value := self.importance) is not None or "importance" in data:
            data["importance"] = value if type(value) is str else enum_to_json(value)
        if (value := self.vendor_resource_id) is not None or "vendorResourceId" in data:
            data["vendorResourceId"] = value
        if (value := self.vendor_id) is not None or "vendorId" in data:
            data["vendorId"] = value
        if (value := self.application_id) is not None or "applicationId" in data:
            data["applicationId"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.roles = (
            ([as_resource_role(item, item) if type(item) is str else item for item in value] if value else value)
            if type(value := data.get("roles")) is list
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Resource:
        return parse_resource(data)


_UntrackedResource = untracked_subclass(Resource)


def parse_resource(data: Any, deep: bool = False) -> Resource:
    instance: Resource = new_model(_UntrackedResource)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.importance = as_importance(value, value) if type(value := data.get("importance")) is str else value
    instance.vendor_resource_id = data.get("vendorResourceId")
    instance.vendor_id = data.get("vendorId")
    instance.application_id = data.get("applicationId")
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Resource
    return instance
