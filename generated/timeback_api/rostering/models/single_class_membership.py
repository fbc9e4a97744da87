"""Wrapper of one class membership, under the name of an enrollment."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleClassMembership(Model):
    """Wrapper of one class membership, under the name of an enrollment.

    Attributes:
        enrollment: An enrollment whose class and role are given by the address to which it is sent.
    """
    enrollment: ClassMembership | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleClassMembership)
        v: Any
        d = self._begin()
        if (v := self.enrollment) is not None or "enrollment" in d:
            d["enrollment"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.enrollment = parse_class_membership(v, True) if type(v := d.get("enrollment")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleClassMembership:
        return parse_single_class_membership(data)


def parse_single_class_membership(d: dict[str, Any], whole: bool = False) -> SingleClassMembership:
    self: SingleClassMembership = new(_SingleClassMembership)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleClassMembership
    return self


from timeback_api.rostering.models.class_membership import ClassMembership, parse_class_membership  # noqa: E402

_SingleClassMembership = seed(SingleClassMembership)
SingleClassMembership.FIELDS = {
    "enrollment": Field("enrollment", One(ClassMembership), True),
}
SingleClassMembership.INSIDE = {
    "enrollment": ("enrollment", ClassMembership),
}
