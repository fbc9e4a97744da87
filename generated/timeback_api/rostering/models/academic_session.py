"""A span of time in which teaching is organised."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_date, to_datetime
from timeback_runtime.validators import DAY, FREE, MOMENT, NUMBER, TEXT, Choice, Either, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AcademicSession(Model):
    """A span of time in which teaching is organised. School years hold semesters and terms, terms hold grading periods.

    Attributes:
        sourced_id: Id of the academic session.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        title: Name of the session, such as "Fall 2025".
        start_date: First day of the session.
        end_date: Day on which the session ends. The standard counts it as the first day that is no longer part of it.
        type_: What kind of span of time an academic session is.
        school_year: Calendar year in which the school year ends, such as 2026. The standard writes it as text, the
            platform as a number in its replies.
        org: The organisation whose session this is. The platform asks for it, the standard does not know it.
        date_last_modified: When the academic session was last changed. The server sets it.
        parent: The longer session that this one is part of.
        children: The shorter sessions that are part of this one.
        tenant_id: Tenant of the platform that the session belongs to, as far as the platform names it.
        client_app_id: Application that created the session, as far as the platform names it.
    """
    sourced_id: str | None
    status: Status | str | None
    title: str | None
    start_date: datetime.date | None
    end_date: datetime.date | None
    type_: SessionType | str | None
    school_year: str | float | None
    org: Reference | None
    date_last_modified: datetime.datetime | None = None
    parent: Reference | None = None
    children: list[Reference] | None = None
    tenant_id: str | None = None
    client_app_id: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AcademicSession)
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
        if (v := self.start_date) is not None or "startDate" in d:
            d["startDate"] = from_moment(v, d.get("startDate"))
        if (v := self.end_date) is not None or "endDate" in d:
            d["endDate"] = from_moment(v, d.get("endDate"))
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.parent) is not None or "parent" in d:
            d["parent"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.children) is not None or "children" in d:
            d["children"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.school_year) is not None or "schoolYear" in d:
            d["schoolYear"] = v
        if (v := self.org) is not None or "org" in d:
            d["org"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.tenant_id) is not None or "tenantId" in d:
            d["tenantId"] = v
        if (v := self.client_app_id) is not None or "clientAppId" in d:
            d["clientAppId"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.parent = parse_reference(v) if type(v := d.get("parent")) is dict else v
        self.children = ([parse_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("children")) is list else v
        self.org = parse_reference(v) if type(v := d.get("org")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AcademicSession:
        return parse_academic_session(data)


def parse_academic_session(d: dict[str, Any], whole: bool = False) -> AcademicSession:
    self: AcademicSession = new(_AcademicSession)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.start_date = to_date(v) if type(v := d.get("startDate")) is str else v
    self.end_date = to_date(v) if type(v := d.get("endDate")) is str else v
    self.type_ = as_session_type(v, v) if type(v := d.get("type")) is str else v
    self.school_year = d.get("schoolYear")
    self.tenant_id = d.get("tenantId")
    self.client_app_id = d.get("clientAppId")
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AcademicSession
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.rostering.models.session_type import SessionType, as_session_type  # noqa: E402

_AcademicSession = seed(AcademicSession)
AcademicSession.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1), True),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "title": Field("title", TEXT, True),
    "start_date": Field("startDate", DAY, True),
    "end_date": Field("endDate", DAY, True),
    "type_": Field("type", Choice(SessionType, "^ext:[a-zA-Z0-9.\\-_]+$"), True),
    "parent": Field("parent", One(Reference)),
    "children": Field("children", Many(One(Reference))),
    "school_year": Field("schoolYear", Either(TEXT, NUMBER), True),
    "org": Field("org", One(Reference), True),
    "tenant_id": Field("tenantId", TEXT),
    "client_app_id": Field("clientAppId", TEXT),
    "metadata": Field("metadata", FREE),
}
AcademicSession.INSIDE = {
    "parent": ("parent", Reference),
    "children": ("children", Reference),
    "org": ("org", Reference),
}
AcademicSession.FILTERS = frozenset({"childSourcedId", "children.sourcedId", "org.sourcedId", "orgSourcedId", "parent.sourcedId", "parentSourcedId"})
