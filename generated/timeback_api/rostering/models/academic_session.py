"""A period of teaching."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.status import Status, as_status
from timeback_api.rostering.models.session_type import SessionType, as_session_type
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_date,
    parse_datetime,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATE, DATETIME, NUMBER, OBJECT, TEXT, AnyOf, Choice, Field, ListOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AcademicSession(Model):
    """A period of teaching. School years contain semesters and terms; terms contain grading periods.

    Attributes:
        sourced_id: Id of the academic session.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        title: Name of the session, such as "Fall 2025".
        start_date: First day of the session.
        end_date: Day on which the session ends. In the standard it is the first day after the session.
        type_: Type of an academic session.
        school_year: Calendar year in which the school year ends, such as 2026. The standard uses text; replies of the
            platform contain a number.
        org: The organisation of the session. The platform requires it; the standard does not define it. An extension of
            the platform: another provider may not know it.
        date_last_modified: When the academic session was last changed. The server sets it.
        parent: The longer session that this one is part of.
        children: The shorter sessions that are part of this one.
        tenant_id: Tenant of the platform that the session belongs to, if the platform provides it. An extension of the
            platform: another provider may not know it.
        client_app_id: Application that created the session, if the platform provides it. An extension of the platform:
            another provider may not know it.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1), True),
        "status": Field("status", Choice(Status), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", TEXT, True),
        "start_date": Field("startDate", DATE, True),
        "end_date": Field("endDate", DATE, True),
        "type_": Field("type", Choice(SessionType, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), True),
        "parent": Field("parent", ModelOf(Reference)),
        "children": Field("children", ListOf(ModelOf(Reference))),
        "school_year": Field("schoolYear", AnyOf(TEXT, NUMBER), True),
        "org": Field("org", ModelOf(Reference), True),
        "tenant_id": Field("tenantId", TEXT),
        "client_app_id": Field("clientAppId", TEXT),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {"parent": ("parent", Reference), "children": ("children", Reference), "org": ("org", Reference)}

    FILTERS = frozenset(
        {"childSourcedId", "children.sourcedId", "org.sourcedId", "orgSourcedId", "parent.sourcedId", "parentSourcedId"}
    )

    sourced_id: str
    status: Status | str
    title: str
    start_date: datetime.date
    end_date: datetime.date
    type_: SessionType | str
    school_year: str | float
    org: Reference
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    parent: Reference | None = None
    children: list[Reference] | None = None
    tenant_id: str | None = None
    client_app_id: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AcademicSession)
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
        if (value := self.start_date) is not None or "startDate" in data:
            data["startDate"] = format_datetime(value, data.get("startDate"))
        if (value := self.end_date) is not None or "endDate" in data:
            data["endDate"] = format_datetime(value, data.get("endDate"))
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if type(value) is str else enum_to_json(value)
        if (value := self.parent) is not None or "parent" in data:
            data["parent"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.children) is not None or "children" in data:
            data["children"] = list_to_dicts(value)
        if (value := self.school_year) is not None or "schoolYear" in data:
            data["schoolYear"] = value
        if (value := self.org) is not None or "org" in data:
            data["org"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.tenant_id) is not None or "tenantId" in data:
            data["tenantId"] = value
        if (value := self.client_app_id) is not None or "clientAppId" in data:
            data["clientAppId"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.parent = parse_reference(value) if type(value := data.get("parent")) is dict else value
        self.children = parse_list(data.get("children"), parse_reference)
        self.org = parse_reference(value) if type(value := data.get("org")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AcademicSession:
        return parse_academic_session(data)


_UntrackedAcademicSession = untracked_subclass(AcademicSession)


def parse_academic_session(data: Any, deep: bool = False) -> AcademicSession:
    instance: AcademicSession = new_model(_UntrackedAcademicSession)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.start_date = parse_date(value) if type(value := data.get("startDate")) is str else value
    instance.end_date = parse_date(value) if type(value := data.get("endDate")) is str else value
    instance.type_ = as_session_type(value, value) if type(value := data.get("type")) is str else value
    instance.school_year = data.get("schoolYear")
    instance.tenant_id = data.get("tenantId")
    instance.client_app_id = data.get("clientAppId")
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AcademicSession
    return instance
