"""Reference to another object of a framework."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Link(Model):
    """Reference to another object of a framework.

    Attributes:
        sourced_id: Id of the object.
        title: Name of the object.
        uri: Address of the object.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "title": Field("title", TEXT, True),
        "uri": Field("uri", TEXT, True),
    }

    sourced_id: str
    title: str
    uri: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Link)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.uri) is not None or "uri" in data:
            data["uri"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Link:
        return parse_link(data)


_UntrackedLink = untracked_subclass(Link)


def parse_link(data: Any) -> Link:
    instance: Link = new_model(_UntrackedLink)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.title = data.get("title")
    instance.uri = data.get("uri")
    instance.__class__ = Link
    return instance
