"""A OneRoster resource, with the properties that PowerPath has on its content."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.importance import Importance, as_importance
from timeback_api.common.models.status import Status, as_status
from timeback_api.powerpath.models.resource_details import ResourceDetails, parse_resource_details
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
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TreeResource(Model):
    """A OneRoster resource, with the properties that PowerPath has on its content.

    Attributes:
        sourced_id: Id of the resource.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        metadata_details: Metadata of a resource by the type of its content. The other properties depend on the type.
        title: Title of the resource.
        vendor_resource_id: Id of the resource at its vendor.
        date_last_modified: When the resource was last changed.
        roles: Roles that the resource can have.
        importance: Whether a role of a person, a resource or a similar object is the primary one or an additional one.
        vendor_id: Id of the vendor.
        application_id: Id of the application that the resource belongs to.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "metadata": Field("metadata", OBJECT),
        "metadata_details": Field("metadataDetails", ModelOf(ResourceDetails), True),
        "title": Field("title", TEXT, True),
        "roles": Field("roles", ListOf(Choice(Importance))),
        "importance": Field("importance", Choice(Importance)),
        "vendor_resource_id": Field("vendorResourceId", TEXT, True),
        "vendor_id": Field("vendorId", TEXT),
        "application_id": Field("applicationId", TEXT),
    }
    NESTED = {"metadata_details": ("metadataDetails", ResourceDetails), "roles": ("roles", None)}

    sourced_id: str
    status: Status | str
    metadata_details: ResourceDetails
    title: str
    vendor_resource_id: str
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    metadata: dict[str, Any] | None = None
    roles: list[Importance | str] | None = None
    importance: Importance | str | None = None
    vendor_id: str | None = None
    application_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TreeResource)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        if (value := self.metadata_details) is not None or "metadataDetails" in data:
            data["metadataDetails"] = value.to_dict() if isinstance(value, Model) else to_json(value)
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
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.metadata_details = (
            parse_resource_details(value) if type(value := data.get("metadataDetails")) is dict else value
        )
        self.roles = (
            ([as_importance(item, item) if type(item) is str else item for item in value] if value else value)
            if type(value := data.get("roles")) is list
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TreeResource:
        return parse_tree_resource(data)


_UntrackedTreeResource = untracked_subclass(TreeResource)


def parse_tree_resource(data: Any, deep: bool = False) -> TreeResource:
    instance: TreeResource = new_model(_UntrackedTreeResource)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.metadata = data.get("metadata")
    instance.title = data.get("title")
    instance.importance = as_importance(value, value) if type(value := data.get("importance")) is str else value
    instance.vendor_resource_id = data.get("vendorResourceId")
    instance.vendor_id = data.get("vendorId")
    instance.application_id = data.get("applicationId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TreeResource
    return instance
