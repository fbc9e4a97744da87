"""Wrapper of one class membership, under the name of an enrollment."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.class_membership import ClassMembership, parse_class_membership
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleClassMembership(Model):
    """Wrapper of one class membership, under the name of an enrollment.

    Attributes:
        enrollment: An enrollment whose class and role are set by the path of the request.
    """

    FIELDS = {"enrollment": Field("enrollment", ModelOf(ClassMembership), True)}
    NESTED = {"enrollment": ("enrollment", ClassMembership)}

    enrollment: ClassMembership

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleClassMembership)
        value: Any
        data = self._start_dict()
        if (value := self.enrollment) is not None or "enrollment" in data:
            data["enrollment"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.enrollment = (
            parse_class_membership(value, True) if type(value := data.get("enrollment")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleClassMembership:
        return parse_single_class_membership(data)


_UntrackedSingleClassMembership = untracked_subclass(SingleClassMembership)


def parse_single_class_membership(data: Any, deep: bool = False) -> SingleClassMembership:
    instance: SingleClassMembership = new_model(_UntrackedSingleClassMembership)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleClassMembership
    return instance
