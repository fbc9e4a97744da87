"""Reference to another object of a framework, as requests write it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewLink(Model):
    """Reference to another object of a framework, as requests write it.

    Attributes:
        title: Name of the object.
        identifier: Id of the object.
        uri: Address of the object.
    """

    FIELDS = {
        "title": Field("title", TEXT, True),
        "identifier": Field("identifier", TEXT, True),
        "uri": Field("uri", TEXT, True),
    }

    title: str
    identifier: str
    uri: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewLink)
        value: Any
        data = self._start_dict()
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.uri) is not None or "uri" in data:
            data["uri"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewLink:
        return parse_new_link(data)


_UntrackedNewLink = untracked_subclass(NewLink)


def parse_new_link(data: Any) -> NewLink:
    instance: NewLink = new_model(_UntrackedNewLink)
    instance._received = data
    instance._changed = None
    instance.title = data.get("title")
    instance.identifier = data.get("identifier")
    instance.uri = data.get("uri")
    instance.__class__ = NewLink
    return instance
