"""Points at another object by its id."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Either, Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Reference(Model):
    """Points at another object by its id. To write one, the id is enough; servers add where the object can be read and
    what kind it is.

    Attributes:
        sourced_id: Id of the object that is meant.
        href: Address at which the server offers the object.
        type_: The kind of object that a reference points at. Servers may use values of their own.
        name: Name of the object, which the platform adds in some places.
    """
    sourced_id: str | None
    href: str | None = None
    type_: str | None = None
    name: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Reference)
        v: Any
        d = self._begin()
        if (v := self.href) is not None or "href" in d:
            d["href"] = v
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.name) is not None or "name" in d:
            d["name"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Reference:
        return parse_reference(data)


def parse_reference(d: dict[str, Any]) -> Reference:
    self: Reference = new(_Reference)
    self._raw = d
    self._changed = None
    self.href = d.get("href")
    self.sourced_id = d.get("sourcedId")
    self.type_ = d.get("type")
    self.name = d.get("name")
    self.__class__ = Reference
    return self




_Reference = seed(Reference)
Reference.FIELDS = {
    "href": Field("href", TEXT),
    "sourced_id": Field("sourcedId", TEXT, True),
    "type_": Field("type", Either(Text(0, "^(?:academicSession|assessmentLineItem|category|class|componentResource|course|courseComponent|demographics|enrollment|gradingPeriod|lineItem|org|resource|result|scoreScale|student|teacher|term|user)$"), TEXT)),
    "name": Field("name", TEXT),
}
