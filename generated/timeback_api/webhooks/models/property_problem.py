"""Why one property is invalid."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PropertyProblem(Model):
    """Why one property is invalid.

    Attributes:
        code: Kind of problem, in one word.
        expected: What was expected.
        received: What was received.
        path: Path of the property.
        message: Explanation for people.
    """

    FIELDS = {
        "code": Field("code", TEXT),
        "expected": Field("expected", TEXT),
        "received": Field("received", TEXT),
        "path": Field("path", ListOf(TEXT)),
        "message": Field("message", TEXT),
    }

    code: str | None = None
    expected: str | None = None
    received: str | None = None
    path: list[str] | None = None
    message: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, PropertyProblem)
        value: Any
        data = self._start_dict()
        if (value := self.code) is not None or "code" in data:
            data["code"] = value
        if (value := self.expected) is not None or "expected" in data:
            data["expected"] = value
        if (value := self.received) is not None or "received" in data:
            data["received"] = value
        if (value := self.path) is not None or "path" in data:
            data["path"] = value if value is data.get("path") else to_json(value)
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PropertyProblem:
        return parse_property_problem(data)


_UntrackedPropertyProblem = untracked_subclass(PropertyProblem)


def parse_property_problem(data: Any) -> PropertyProblem:
    instance: PropertyProblem = new_model(_UntrackedPropertyProblem)
    instance._received = data
    instance._changed = None
    instance.code = data.get("code")
    instance.expected = data.get("expected")
    instance.received = data.get("received")
    instance.path = data.get("path")
    instance.message = data.get("message")
    instance.__class__ = PropertyProblem
    return instance
