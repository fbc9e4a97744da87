"""A role of a person at an organisation."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.importance import Importance, as_importance
from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.role_name import RoleName, as_role_name
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_date,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATE, OBJECT, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Role(Model):
    """A role of a person at an organisation.

    Attributes:
        role_type: Whether the role is the primary one of the person at the organisation or an additional one.
        role: A role of a person at an organisation.
        org: The organisation of the role.
        user_profile: Address of the profile for the role.
        metadata: An extension of the platform: another provider may not know it.
        begin_date: First day on which the person has the role.
        end_date: Day on which the role ends.
    """

    FIELDS = {
        "role_type": Field("roleType", Choice(Importance), True),
        "role": Field("role", Choice(RoleName, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), True),
        "org": Field("org", ModelOf(Reference), True),
        "user_profile": Field("userProfile", TEXT),
        "metadata": Field("metadata", OBJECT),
        "begin_date": Field("beginDate", DATE),
        "end_date": Field("endDate", DATE),
    }
    NESTED = {"org": ("org", Reference)}

    role_type: Importance | str
    role: RoleName | str
    org: Reference
    user_profile: str | None = None
    metadata: dict[str, Any] | None = None
    begin_date: datetime.date | None = None
    end_date: datetime.date | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Role)
        value: Any
        data = self._start_dict()
        if (value := self.role_type) is not None or "roleType" in data:
            data["roleType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.role) is not None or "role" in data:
            data["role"] = value if type(value) is str else enum_to_json(value)
        if (value := self.org) is not None or "org" in data:
            data["org"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.user_profile) is not None or "userProfile" in data:
            data["userProfile"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        if (value := self.begin_date) is not None or "beginDate" in data:
            data["beginDate"] = format_datetime(value, data.get("beginDate"))
        if (value := self.end_date) is not None or "endDate" in data:
            data["endDate"] = format_datetime(value, data.get("endDate"))
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.org = parse_reference(value) if type(value := data.get("org")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Role:
        return parse_role(data)


_UntrackedRole = untracked_subclass(Role)


def parse_role(data: Any, deep: bool = False) -> Role:
    instance: Role = new_model(_UntrackedRole)
    instance._received = data
    instance._changed = None
    instance.role_type = as_importance(value, value) if type(value := data.get("roleType")) is str else value
    instance.role = as_role_name(value, value) if type(value := data.get("role")) is str else value
    instance.user_profile = data.get("userProfile")
    instance.metadata = data.get("metadata")
    instance.begin_date = parse_date(value) if type(value := data.get("beginDate")) is str else value
    instance.end_date = parse_date(value) if type(value := data.get("endDate")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Role
    return instance
