"""A learning application."""

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
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Application(Model):
    """A learning application.

    Attributes:
        sourced_id: Id of the application.
        name: Name of the application.
        domain: Host names of the application.
        description: Description of the application.
        tenant_id: Id of the tenant that owns the application.
        client_app_id: Id of the client application with which it sends requests.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the application was last changed.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "name": Field("name", TEXT, True),
        "description": Field("description", TEXT),
        "domain": Field("domain", ListOf(TEXT), True),
        "tenant_id": Field("tenantId", TEXT),
        "client_app_id": Field("clientAppId", TEXT),
        "status": Field("status", Choice(Status)),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "metadata": Field("metadata", OBJECT),
    }

    sourced_id: str
    name: str
    domain: list[str]
    description: str | None = None
    tenant_id: str | None = None
    client_app_id: str | None = None
    status: Status | str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Application)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.domain) is not None or "domain" in data:
            data["domain"] = value if value is data.get("domain") else to_json(value)
        if (value := self.tenant_id) is not None or "tenantId" in data:
            data["tenantId"] = value
        if (value := self.client_app_id) is not None or "clientAppId" in data:
            data["clientAppId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Application:
        return parse_application(data)


_UntrackedApplication = untracked_subclass(Application)


def parse_application(data: Any) -> Application:
    instance: Application = new_model(_UntrackedApplication)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.name = data.get("name")
    instance.description = data.get("description")
    instance.domain = data.get("domain")
    instance.tenant_id = data.get("tenantId")
    instance.client_app_id = data.get("clientAppId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.metadata = data.get("metadata")
    instance.__class__ = Application
    return instance
