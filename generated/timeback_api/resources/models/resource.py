from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.importance import Importance
from timeback_api.common.models.status import Status
from timeback_api.resources.models.resource_role import ResourceRole
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, ListOf, Text, json_field


class Resource(Model):
    """Describes a piece of learning material, such as a video, an article or a test. On the platform the metadata
    contains its address and type.

    Attributes:
        sourced_id: Id of the resource.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the resource was last changed. The server sets it.
        title: Name of the material.
        roles: Intended users of the material. The standard lists roles of users here, the platform values of
            `importance`.
        importance: Whether the material is the primary one for its purpose or an additional one.
        vendor_resource_id: Id of the material at its vendor.
        vendor_id: Id of the vendor of the material.
        application_id: Id of the application that uses the material.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status), default=None)
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", TEXT)
    roles: list[ResourceRole | str] | None = json_field(
        "roles", ListOf(Choice(ResourceRole, pattern="^ext:[a-zA-Z0-9.\\-_]+$")), default=None
    )
    importance: Importance | str | None = json_field("importance", Choice(Importance), default=None)
    vendor_resource_id: str = json_field("vendorResourceId", TEXT)
    vendor_id: str | None = json_field("vendorId", TEXT, default=None)
    application_id: str | None = json_field("applicationId", TEXT, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)


parse_resource = Resource._parse
