"""A school, a district or another organisation in education."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.org_type import OrgType, as_org_type
from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.status import Status, as_status
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, Field, ListOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Org(Model):
    """A school, a district or another organisation in education. Organisations form a hierarchy.

    Attributes:
        name: Name of the organisation.
        type_: What kind of organisation it is.
        sourced_id: Id of the organisation.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the organisation was last changed. The server sets it.
        identifier: Number or code of the organisation for people and other systems.
        parent: The parent organisation, such as the district of a school.
        children: The organisations right below this one.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status)),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "name": Field("name", TEXT, True),
        "type_": Field("type", Choice(OrgType, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), True),
        "identifier": Field("identifier", TEXT),
        "parent": Field("parent", ModelOf(Reference)),
        "children": Field("children", ListOf(ModelOf(Reference))),
        "metadata": Field("metadata", OBJECT),
    }
    NESTED = {"parent": ("parent", Reference), "children": ("children", Reference)}

    FILTERS = frozenset({"childSourcedId", "children.sourcedId", "parent.sourcedId", "parentSourcedId"})

    name: str
    type_: OrgType | str
    sourced_id: str = None  # type: ignore[assignment]
    status: Status | str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    identifier: str | None = None
    parent: Reference | None = None
    children: list[Reference] | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Org)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if type(value) is str else enum_to_json(value)
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.parent) is not None or "parent" in data:
            data["parent"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.children) is not None or "children" in data:
            data["children"] = list_to_dicts(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.parent = parse_reference(value) if type(value := data.get("parent")) is dict else value
        self.children = parse_list(data.get("children"), parse_reference)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Org:
        return parse_org(data)


_UntrackedOrg = untracked_subclass(Org)


def parse_org(data: Any, deep: bool = False) -> Org:
    instance: Org = new_model(_UntrackedOrg)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.name = data.get("name")
    instance.type_ = as_org_type(value, value) if type(value := data.get("type")) is str else value
    instance.identifier = data.get("identifier")
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Org
    return instance
