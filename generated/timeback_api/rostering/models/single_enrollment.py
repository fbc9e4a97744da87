"""Wrapper of one enrollment, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.enrollment import Enrollment, parse_enrollment
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleEnrollment(Model):
    """Wrapper of one enrollment, used in requests and replies.

    Attributes:
        enrollment: Membership of a user in a class with a role, for the whole duration of the class or a part of it.
    """

    FIELDS = {"enrollment": Field("enrollment", ModelOf(Enrollment), True)}
    NESTED = {"enrollment": ("enrollment", Enrollment)}

    enrollment: Enrollment

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleEnrollment)
        value: Any
        data = self._start_dict()
        if (value := self.enrollment) is not None or "enrollment" in data:
            data["enrollment"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.enrollment = parse_enrollment(value, True) if type(value := data.get("enrollment")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleEnrollment:
        return parse_single_enrollment(data)


_UntrackedSingleEnrollment = untracked_subclass(SingleEnrollment)


def parse_single_enrollment(data: Any, deep: bool = False) -> SingleEnrollment:
    instance: SingleEnrollment = new_model(_UntrackedSingleEnrollment)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleEnrollment
    return instance
