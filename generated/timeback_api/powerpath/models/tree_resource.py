from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.importance import Importance
from timeback_api.common.models.status import Status
from timeback_api.powerpath.models.resource_details import ResourceDetails
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, ListOf, json_field


class TreeResource(Model):
    """A OneRoster resource, with the properties that PowerPath has on its content.

    Attributes:
        sourced_id: Id of the resource.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the resource was last changed.
        metadata_details: Metadata of a resource by the type of its content. The other properties depend on the type.
        title: Title of the resource.
        roles: Roles that the resource can have.
        importance: Whether a role of a person, a resource or a similar object is the primary one or an additional one.
        vendor_resource_id: Id of the resource at its vendor.
        vendor_id: Id of the vendor.
        application_id: Id of the application that the resource belongs to.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)
    metadata_details: ResourceDetails = json_field("metadataDetails", ModelOf(ResourceDetails))
    title: str = json_field("title", TEXT)
    roles: list[Importance | str] | None = json_field("roles", ListOf(Choice(Importance)), default=None)
    importance: Importance | str | None = json_field("importance", Choice(Importance), default=None)
    vendor_resource_id: str = json_field("vendorResourceId", TEXT)
    vendor_id: str | None = json_field("vendorId", TEXT, default=None)
    application_id: str | None = json_field("applicationId", TEXT, default=None)


parse_tree_resource = TreeResource._parse
