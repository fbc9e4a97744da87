"""What a person is at an organisation."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_date
from timeback_runtime.validators import DAY, TEXT, Choice, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Role(Model):
    """What a person is at an organisation.

    Attributes:
        role_type: Whether the role is the main one of the person at the organisation or one more.
        role: What a person is at an organisation.
        org: The organisation at which the person has the role.
        user_profile: Address of the profile that goes with the role.
        begin_date: First day on which the person has the role.
        end_date: Day on which the role ends.
    """
    role_type: Importance | str | None
    role: RoleName | str | None
    org: Reference | None
    user_profile: str | None = None
    begin_date: datetime.date | None = None
    end_date: datetime.date | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Role)
        v: Any
        d = self._begin()
        if (v := self.role_type) is not None or "roleType" in d:
            d["roleType"] = v
        if (v := self.role) is not None or "role" in d:
            d["role"] = v
        if (v := self.org) is not None or "org" in d:
            d["org"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.user_profile) is not None or "userProfile" in d:
            d["userProfile"] = v
        if (v := self.begin_date) is not None or "beginDate" in d:
            d["beginDate"] = from_moment(v, d.get("beginDate"))
        if (v := self.end_date) is not None or "endDate" in d:
            d["endDate"] = from_moment(v, d.get("endDate"))
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.org = parse_reference(v) if type(v := d.get("org")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Role:
        return parse_role(data)


def parse_role(d: dict[str, Any], whole: bool = False) -> Role:
    self: Role = new(_Role)
    self._raw = d
    self._changed = None
    self.role_type = as_importance(v, v) if type(v := d.get("roleType")) is str else v
    self.role = as_role_name(v, v) if type(v := d.get("role")) is str else v
    self.user_profile = d.get("userProfile")
    self.begin_date = to_date(v) if type(v := d.get("beginDate")) is str else v
    self.end_date = to_date(v) if type(v := d.get("endDate")) is str else v
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Role
    return self


from timeback_api.common.models.importance import Importance, as_importance  # noqa: E402
from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.rostering.models.role_name import RoleName, as_role_name  # noqa: E402

_Role = seed(Role)
Role.FIELDS = {
    "role_type": Field("roleType", Choice(Importance), True),
    "role": Field("role", Choice(RoleName, "^ext:[a-zA-Z0-9.\\-_]+$"), True),
    "org": Field("org", One(Reference), True),
    "user_profile": Field("userProfile", TEXT),
    "begin_date": Field("beginDate", DAY),
    "end_date": Field("endDate", DAY),
}
Role.INSIDE = {
    "org": ("org", Reference),
}
