from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_api.rostering.models.session_type import SessionType
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATE, DATETIME, NUMBER, OBJECT, TEXT, AnyOf, Choice, ListOf, Text, json_field


class AcademicSession(Model):
    """A period of teaching. School years contain semesters and terms; terms contain grading periods.

    Attributes:
        sourced_id: Id of the academic session.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the academic session was last changed. The server sets it.
        title: Name of the session, such as "Fall 2025".
        start_date: First day of the session.
        end_date: Day on which the session ends. In the standard it is the first day after the session.
        type_: Type of an academic session.
        parent: The longer session that this one is part of.
        children: The shorter sessions that are part of this one.
        school_year: Calendar year in which the school year ends, such as 2026. The standard uses text; replies of the
            platform contain a number.
        org: The organisation of the session. The platform requires it; the standard does not define it. An extension of
            the platform: another provider may not know it.
        tenant_id: Tenant of the platform that the session belongs to, if the platform provides it. An extension of the
            platform: another provider may not know it.
        client_app_id: Application that created the session, if the platform provides it. An extension of the platform:
            another provider may not know it.
    """

    sourced_id: str = json_field("sourcedId", Text(1))
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", TEXT)
    start_date: datetime.date = json_field("startDate", DATE)
    end_date: datetime.date = json_field("endDate", DATE)
    type_: SessionType | str = json_field("type", Choice(SessionType, pattern="^ext:[a-zA-Z0-9.\\-_]+$"))
    parent: Reference | None = json_field("parent", ModelOf(Reference), default=None)
    children: list[Reference] | None = json_field("children", ListOf(ModelOf(Reference)), default=None)
    school_year: str | float = json_field("schoolYear", AnyOf(TEXT, NUMBER))
    org: Reference = json_field("org", ModelOf(Reference))
    tenant_id: str | None = json_field("tenantId", TEXT, default=None)
    client_app_id: str | None = json_field("clientAppId", TEXT, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

    FILTERS = frozenset(
        {"childSourcedId", "children.sourcedId", "org.sourcedId", "orgSourcedId", "parent.sourcedId", "parentSourcedId"}
    )


parse_academic_session = AcademicSession._parse
