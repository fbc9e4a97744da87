"""Reply to the replacement of an enrollment, which it may hold or not."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UpdatedEnrollment(Model):
    """Reply to the replacement of an enrollment, which it may hold or not.

    Attributes:
        enrollment: Says that a user is in a class in a certain role, for all its time or a part of it.
    """
    enrollment: Enrollment | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, UpdatedEnrollment)
        v: Any
        d = self._begin()
        if (v := self.enrollment) is not None or "enrollment" in d:
            d["enrollment"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.enrollment = parse_enrollment(v, True) if type(v := d.get("enrollment")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UpdatedEnrollment:
        return parse_updated_enrollment(data)


def parse_updated_enrollment(d: dict[str, Any], whole: bool = False) -> UpdatedEnrollment:
    self: UpdatedEnrollment = new(_UpdatedEnrollment)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = UpdatedEnrollment
    return self


from timeback_api.rostering.models.enrollment import Enrollment, parse_enrollment  # noqa: E402

_UpdatedEnrollment = seed(UpdatedEnrollment)
UpdatedEnrollment.FIELDS = {
    "enrollment": Field("enrollment", One(Enrollment)),
}
UpdatedEnrollment.INSIDE = {
    "enrollment": ("enrollment", Enrollment),
}
