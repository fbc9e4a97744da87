"""The school of an enrollment."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class EnrollmentSchool(Model):
    """The school of an enrollment.

    Attributes:
        id: Id of the school.
        name: Name of the school.
    """

    FIELDS = {"id": Field("id", TEXT, True), "name": Field("name", TEXT, True)}

    id: str
    name: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, EnrollmentSchool)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> EnrollmentSchool:
        return parse_enrollment_school(data)


_UntrackedEnrollmentSchool = untracked_subclass(EnrollmentSchool)


def parse_enrollment_school(data: Any) -> EnrollmentSchool:
    instance: EnrollmentSchool = new_model(_UntrackedEnrollmentSchool)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.name = data.get("name")
    instance.__class__ = EnrollmentSchool
    return instance
