"""One fault of a request."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ErrorIssue(Model):
    """One fault of a request.

    Attributes:
        field: Property or parameter that is at fault.
        message: Description of the problem.
        code: Kind of the fault.
    """

    FIELDS = {
        "field": Field("field", TEXT, True),
        "message": Field("message", TEXT, True),
        "code": Field("code", TEXT, True),
    }

    field: str
    message: str
    code: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ErrorIssue)
        value: Any
        data = self._start_dict()
        if (value := self.field) is not None or "field" in data:
            data["field"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.code) is not None or "code" in data:
            data["code"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ErrorIssue:
        return parse_error_issue(data)


_UntrackedErrorIssue = untracked_subclass(ErrorIssue)


def parse_error_issue(data: Any) -> ErrorIssue:
    instance: ErrorIssue = new_model(_UntrackedErrorIssue)
    instance._received = data
    instance._changed = None
    instance.field = data.get("field")
    instance.message = data.get("message")
    instance.code = data.get("code")
    instance.__class__ = ErrorIssue
    return instance
