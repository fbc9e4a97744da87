"""Points at another object."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Reference(Model):
    """Points at another object.

    Attributes:
        sourced_id: Id of the object that is meant.
        href: Where it can be read.
    """

    FIELDS = {"sourced_id": Field("sourcedId", TEXT, True), "href": Field("href", TEXT)}

    sourced_id: str
    href: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Reference)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.href) is not None or "href" in data:
            data["href"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Reference:
        return parse_reference(data)


_UntrackedReference = untracked_subclass(Reference)


def parse_reference(data: Any) -> Reference:
    instance: Reference = new_model(_UntrackedReference)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.href = data.get("href")
    instance.__class__ = Reference
    return instance
