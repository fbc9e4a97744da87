"""Outcome of a request, such as a check, a deletion or a failure."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import ANY, OBJECT, TEXT, AnyOf, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Outcome(Model):
    """Outcome of a request, such as a check, a deletion or a failure.

    Attributes:
        status: Outcome in one word.
        message: Outcome in words for people.
        errors: Details of an outcome. The documents of the platform do not define their form.
    """

    FIELDS = {
        "status": Field("status", AnyOf(OneOf("success", "error"), TEXT), True),
        "message": Field("message", TEXT, True),
        "errors": Field("errors", AnyOf(OBJECT, ListOf(ANY), TEXT)),
    }

    status: str
    message: str
    errors: dict[str, Any] | list[Any] | str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Outcome)
        value: Any
        data = self._start_dict()
        if (value := self.status) is not None or "status" in data:
            data["status"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.errors) is not None or "errors" in data:
            data["errors"] = value if value is data.get("errors") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Outcome:
        return parse_outcome(data)


_UntrackedOutcome = untracked_subclass(Outcome)


def parse_outcome(data: Any) -> Outcome:
    instance: Outcome = new_model(_UntrackedOutcome)
    instance._received = data
    instance._changed = None
    instance.status = data.get("status")
    instance.message = data.get("message")
    instance.errors = data.get("errors")
    instance.__class__ = Outcome
    return instance
