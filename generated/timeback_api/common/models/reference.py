"""Reference to another object by its id."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, AnyOf, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Reference(Model):
    """Reference to another object by its id. The id is sufficient in requests; servers add the address and the type of
    the object.

    Attributes:
        sourced_id: Id of the referenced object.
        href: Address of the object on the server.
        type_: Type of the referenced object. Servers may use other values.
        name: Name of the object. The platform adds it in some places. An extension of the platform: another provider
            may not know it.
    """

    FIELDS = {
        "href": Field("href", TEXT),
        "sourced_id": Field("sourcedId", TEXT, True),
        "type_": Field(
            "type",
            AnyOf(
                OneOf(
                    "academicSession",
                    "assessmentLineItem",
                    "category",
                    "class",
                    "componentResource",
                    "course",
                    "courseComponent",
                    "demographics",
                    "enrollment",
                    "gradingPeriod",
                    "lineItem",
                    "org",
                    "resource",
                    "result",
                    "scoreScale",
                    "student",
                    "teacher",
                    "term",
                    "user",
                ),
                TEXT,
            ),
        ),
        "name": Field("name", TEXT),
    }

    sourced_id: str
    href: str | None = None
    type_: str | None = None
    name: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Reference)
        value: Any
        data = self._start_dict()
        if (value := self.href) is not None or "href" in data:
            data["href"] = value
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Reference:
        return parse_reference(data)


_UntrackedReference = untracked_subclass(Reference)


def parse_reference(data: Any) -> Reference:
    instance: Reference = new_model(_UntrackedReference)
    instance._received = data
    instance._changed = None
    instance.href = data.get("href")
    instance.sourced_id = data.get("sourcedId")
    instance.type_ = data.get("type")
    instance.name = data.get("name")
    instance.__class__ = Reference
    return instance
