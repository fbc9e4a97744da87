"""An enrollment whose class and role are given by the address to which it is sent."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_date
from timeback_runtime.validators import DAY, FLAG, Either, Field, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ClassMembership(Model):
    """An enrollment whose class and role are given by the address to which it is sent.

    Attributes:
        user: The user who joins the class.
        primary: Whether a teacher is the one who answers for the class. Meaningless for students.
        begin_date: First day in the class.
        end_date: Day on which the membership ends.
    """
    user: Reference | None
    primary: bool | str | None = None
    begin_date: datetime.date | None = None
    end_date: datetime.date | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ClassMembership)
        v: Any
        d = self._begin()
        if (v := self.user) is not None or "user" in d:
            d["user"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.primary) is not None or "primary" in d:
            d["primary"] = v
        if (v := self.begin_date) is not None or "beginDate" in d:
            d["beginDate"] = from_moment(v, d.get("beginDate"))
        if (v := self.end_date) is not None or "endDate" in d:
            d["endDate"] = from_moment(v, d.get("endDate"))
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.user = parse_reference(v) if type(v := d.get("user")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ClassMembership:
        return parse_class_membership(data)


def parse_class_membership(d: dict[str, Any], whole: bool = False) -> ClassMembership:
    self: ClassMembership = new(_ClassMembership)
    self._raw = d
    self._changed = None
    self.primary = d.get("primary")
    self.begin_date = to_date(v) if type(v := d.get("beginDate")) is str else v
    self.end_date = to_date(v) if type(v := d.get("endDate")) is str else v
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ClassMembership
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402

_ClassMembership = seed(ClassMembership)
ClassMembership.FIELDS = {
    "user": Field("user", One(Reference), True),
    "primary": Field("primary", Either(FLAG, Text(0, "^(?:true|false)$"))),
    "begin_date": Field("beginDate", DAY),
    "end_date": Field("endDate", DAY),
}
ClassMembership.INSIDE = {
    "user": ("user", Reference),
}
