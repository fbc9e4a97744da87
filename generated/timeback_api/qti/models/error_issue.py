"""One fault of a request."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ErrorIssue(Model):
    """One fault of a request.

    Attributes:
        field: Property or parameter that is at fault.
        message: What is wrong with it.
        code: Kind of the fault.
    """
    field: str | None
    message: str | None
    code: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ErrorIssue)
        v: Any
        d = self._begin()
        if (v := self.field) is not None or "field" in d:
            d["field"] = v
        if (v := self.message) is not None or "message" in d:
            d["message"] = v
        if (v := self.code) is not None or "code" in d:
            d["code"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ErrorIssue:
        return parse_error_issue(data)


def parse_error_issue(d: dict[str, Any]) -> ErrorIssue:
    self: ErrorIssue = new(_ErrorIssue)
    self._raw = d
    self._changed = None
    self.field = d.get("field")
    self.message = d.get("message")
    self.code = d.get("code")
    self.__class__ = ErrorIssue
    return self




_ErrorIssue = seed(ErrorIssue)
ErrorIssue.FIELDS = {
    "field": Field("field", TEXT, True),
    "message": Field("message", TEXT, True),
    "code": Field("code", TEXT, True),
}
