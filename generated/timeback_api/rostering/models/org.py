"""A school, a district or another body that schooling is organised by."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, TEXT, Choice, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Org(Model):
    """A school, a district or another body that schooling is organised by. Organisations form a hierarchy.

    Attributes:
        name: Name of the organisation.
        type_: What kind of organisation it is.
        sourced_id: Id of the organisation.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        date_last_modified: When the organisation was last changed. The server sets it.
        identifier: Number or code by which people and other systems know the organisation.
        parent: The organisation above this one, such as the district of a school.
        children: The organisations right below this one.
    """
    name: str | None
    type_: OrgType | str | None
    sourced_id: str | None = None
    status: Status | str | None = None
    date_last_modified: datetime.datetime | None = None
    identifier: str | None = None
    parent: Reference | None = None
    children: list[Reference] | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Org)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.name) is not None or "name" in d:
            d["name"] = v
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.parent) is not None or "parent" in d:
            d["parent"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.children) is not None or "children" in d:
            d["children"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.parent = parse_reference(v) if type(v := d.get("parent")) is dict else v
        self.children = ([parse_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("children")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Org:
        return parse_org(data)


def parse_org(d: dict[str, Any], whole: bool = False) -> Org:
    self: Org = new(_Org)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.name = d.get("name")
    self.type_ = as_org_type(v, v) if type(v := d.get("type")) is str else v
    self.identifier = d.get("identifier")
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Org
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.rostering.models.org_type import OrgType, as_org_type  # noqa: E402

_Org = seed(Org)
Org.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status)),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "name": Field("name", TEXT, True),
    "type_": Field("type", Choice(OrgType, "^ext:[a-zA-Z0-9.\\-_]+$"), True),
    "identifier": Field("identifier", TEXT),
    "parent": Field("parent", One(Reference)),
    "children": Field("children", Many(One(Reference))),
    "metadata": Field("metadata", FREE),
}
Org.INSIDE = {
    "parent": ("parent", Reference),
    "children": ("children", Reference),
}
Org.FILTERS = frozenset({"childSourcedId", "children.sourcedId", "parent.sourcedId", "parentSourcedId"})
