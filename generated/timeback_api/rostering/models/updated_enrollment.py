"""Result of the replacement of an enrollment."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.enrollment import Enrollment, parse_enrollment
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UpdatedEnrollment(Model):
    """Result of the replacement of an enrollment. It may contain the enrollment.

    Attributes:
        enrollment: Membership of a user in a class with a role, for the whole duration of the class or a part of it.
    """

    FIELDS = {"enrollment": Field("enrollment", ModelOf(Enrollment))}
    NESTED = {"enrollment": ("enrollment", Enrollment)}

    enrollment: Enrollment | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UpdatedEnrollment)
        value: Any
        data = self._start_dict()
        if (value := self.enrollment) is not None or "enrollment" in data:
            data["enrollment"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.enrollment = parse_enrollment(value, True) if type(value := data.get("enrollment")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UpdatedEnrollment:
        return parse_updated_enrollment(data)


_UntrackedUpdatedEnrollment = untracked_subclass(UpdatedEnrollment)


def parse_updated_enrollment(data: Any, deep: bool = False) -> UpdatedEnrollment:
    instance: UpdatedEnrollment = new_model(_UntrackedUpdatedEnrollment)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = UpdatedEnrollment
    return instance
