"""Wrapper of one enrollment, for sending and receiving."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleEnrollment(Model):
    """Wrapper of one enrollment, for sending and receiving.

    Attributes:
        enrollment: Says that a user is in a class in a certain role, for all its time or a part of it.
    """
    enrollment: Enrollment | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleEnrollment)
        v: Any
        d = self._begin()
        if (v := self.enrollment) is not None or "enrollment" in d:
            d["enrollment"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.enrollment = parse_enrollment(v, True) if type(v := d.get("enrollment")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleEnrollment:
        return parse_single_enrollment(data)


def parse_single_enrollment(d: dict[str, Any], whole: bool = False) -> SingleEnrollment:
    self: SingleEnrollment = new(_SingleEnrollment)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleEnrollment
    return self


from timeback_api.rostering.models.enrollment import Enrollment, parse_enrollment  # noqa: E402

_SingleEnrollment = seed(SingleEnrollment)
SingleEnrollment.FIELDS = {
    "enrollment": Field("enrollment", One(Enrollment), True),
}
SingleEnrollment.INSIDE = {
    "enrollment": ("enrollment", Enrollment),
}
