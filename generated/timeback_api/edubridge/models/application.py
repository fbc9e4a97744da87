from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, ListOf, json_field


class Application(Model):
    """A learning application.

    Attributes:
        sourced_id: Id of the application.
        name: Name of the application.
        description: Description of the application.
        domain: Host names of the application.
        tenant_id: Id of the tenant that owns the application.
        client_app_id: Id of the client application with which it sends requests.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the application was last changed.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    name: str = json_field("name", TEXT)
    description: str | None = json_field("description", TEXT, default=None)
    domain: list[str] = json_field("domain", ListOf(TEXT))
    tenant_id: str | None = json_field("tenantId", TEXT, default=None)
    client_app_id: str | None = json_field("clientAppId", TEXT, default=None)
    status: Status | str = json_field("status", Choice(Status), default=None)
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)


parse_application = Application._parse
