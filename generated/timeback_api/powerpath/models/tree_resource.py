"""A OneRoster resource, with what PowerPath knows of its content."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime, to_json
from timeback_runtime.validators import FREE, MOMENT, TEXT, Choice, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TreeResource(Model):
    """A OneRoster resource, with what PowerPath knows of its content.

    Attributes:
        sourced_id: Id of the resource.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        metadata_details: Metadata of a resource by the kind of its content. What it holds beside the kind depends on
            it.
        title: Title of the resource.
        vendor_resource_id: Id of the resource at its vendor.
        date_last_modified: When the resource was last changed.
        roles: Roles that the resource can have.
        importance: Whether something is the main one of its kind, such as a role of a person or a resource, or one
            beside it.
        vendor_id: Id of the vendor.
        application_id: Id of the application that the resource belongs to.
    """
    sourced_id: str | None
    status: Status | str | None
    metadata_details: ResourceDetails | None
    title: str | None
    vendor_resource_id: str | None
    date_last_modified: datetime.datetime | None = None
    metadata: dict[str, Any] | None = None
    roles: list[Importance | str] | None = None
    importance: Importance | str | None = None
    vendor_id: str | None = None
    application_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TreeResource)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        if (v := self.metadata_details) is not None or "metadataDetails" in d:
            d["metadataDetails"] = v.to_dict() if isinstance(v, Model) else v
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
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.metadata_details = parse_resource_details(v) if type(v := d.get("metadataDetails")) is dict else v
        self.roles = ([as_importance(i, i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("roles")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TreeResource:
        return parse_tree_resource(data)


def parse_tree_resource(d: dict[str, Any], whole: bool = False) -> TreeResource:
    self: TreeResource = new(_TreeResource)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.metadata = d.get("metadata")
    self.title = d.get("title")
    self.importance = as_importance(v, v) if type(v := d.get("importance")) is str else v
    self.vendor_resource_id = d.get("vendorResourceId")
    self.vendor_id = d.get("vendorId")
    self.application_id = d.get("applicationId")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TreeResource
    return self


from timeback_api.common.models.importance import Importance, as_importance  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.powerpath.models.resource_details import ResourceDetails, parse_resource_details  # noqa: E402

_TreeResource = seed(TreeResource)
TreeResource.FIELDS = {
    "sourced_id": Field("sourcedId", TEXT, True),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "metadata": Field("metadata", FREE),
    "metadata_details": Field("metadataDetails", One(ResourceDetails), True),
    "title": Field("title", TEXT, True),
    "roles": Field("roles", Many(Choice(Importance))),
    "importance": Field("importance", Choice(Importance)),
    "vendor_resource_id": Field("vendorResourceId", TEXT, True),
    "vendor_id": Field("vendorId", TEXT),
    "application_id": Field("applicationId", TEXT),
}
TreeResource.INSIDE = {
    "metadata_details": ("metadataDetails", ResourceDetails),
    "roles": ("roles", None),
}
