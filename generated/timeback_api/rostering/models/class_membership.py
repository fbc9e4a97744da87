"""An enrollment whose class and role are set by the path of the request."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.reference import Reference, parse_reference
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    new_model,
    parse_date,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATE, AnyOf, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ClassMembership(Model):
    """An enrollment whose class and role are set by the path of the request.

    Attributes:
        user: The user who joins the class.
        primary: Whether a teacher is the primary teacher of the class. It has no meaning for students.
        begin_date: First day in the class.
        end_date: Day on which the membership ends.
    """

    FIELDS = {
        "user": Field("user", ModelOf(Reference), True),
        "primary": Field("primary", AnyOf(BOOLEAN, OneOf("true", "false"))),
        "begin_date": Field("beginDate", DATE),
        "end_date": Field("endDate", DATE),
    }
    NESTED = {"user": ("user", Reference)}

    user: Reference
    primary: bool | str | None = None
    begin_date: datetime.date | None = None
    end_date: datetime.date | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ClassMembership)
        value: Any
        data = self._start_dict()
        if (value := self.user) is not None or "user" in data:
            data["user"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.primary) is not None or "primary" in data:
            data["primary"] = value
        if (value := self.begin_date) is not None or "beginDate" in data:
            data["beginDate"] = format_datetime(value, data.get("beginDate"))
        if (value := self.end_date) is not None or "endDate" in data:
            data["endDate"] = format_datetime(value, data.get("endDate"))
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.user = parse_reference(value) if type(value := data.get("user")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ClassMembership:
        return parse_class_membership(data)


_UntrackedClassMembership = untracked_subclass(ClassMembership)


def parse_class_membership(data: Any, deep: bool = False) -> ClassMembership:
    instance: ClassMembership = new_model(_UntrackedClassMembership)
    instance._received = data
    instance._changed = None
    instance.primary = data.get("primary")
    instance.begin_date = parse_date(value) if type(value := data.get("beginDate")) is str else value
    instance.end_date = parse_date(value) if type(value := data.get("endDate")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ClassMembership
    return instance
