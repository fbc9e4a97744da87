"""The single faults of a request."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ErrorMeta(Model):
    """The single faults of a request.

    Attributes:
        issues: The faults.
        event_id: Id under which the operators of the platform find the failure.
    """
    issues: list[ErrorIssue] | None
    event_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ErrorMeta)
        v: Any
        d = self._begin()
        if (v := self.issues) is not None or "issues" in d:
            d["issues"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.event_id) is not None or "eventId" in d:
            d["eventId"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.issues = ([parse_error_issue(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("issues")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ErrorMeta:
        return parse_error_meta(data)


def parse_error_meta(d: dict[str, Any], whole: bool = False) -> ErrorMeta:
    self: ErrorMeta = new(_ErrorMeta)
    self._raw = d
    self._changed = None
    self.event_id = d.get("eventId")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ErrorMeta
    return self


from timeback_api.qti.models.error_issue import ErrorIssue, parse_error_issue  # noqa: E402

_ErrorMeta = seed(ErrorMeta)
ErrorMeta.FIELDS = {
    "issues": Field("issues", Many(One(ErrorIssue)), True),
    "event_id": Field("eventId", TEXT),
}
ErrorMeta.INSIDE = {
    "issues": ("issues", ErrorIssue),
}
