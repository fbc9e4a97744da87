"""Wrapper of one class."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.edubridge.models.default_class import DefaultClass, parse_default_class
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleDefaultClass(Model):
    """Wrapper of one class.

    Attributes:
        data: The class in which the server enrolls the students of a course.
    """

    FIELDS = {"data": Field("data", ModelOf(DefaultClass), True)}
    NESTED = {"data": ("data", DefaultClass)}

    data: DefaultClass

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleDefaultClass)
        value: Any
        data = self._start_dict()
        if (value := self.data) is not None or "data" in data:
            data["data"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.data = parse_default_class(value, True) if type(value := data.get("data")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleDefaultClass:
        return parse_single_default_class(data)


_UntrackedSingleDefaultClass = untracked_subclass(SingleDefaultClass)


def parse_single_default_class(data: Any, deep: bool = False) -> SingleDefaultClass:
    instance: SingleDefaultClass = new_model(_UntrackedSingleDefaultClass)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleDefaultClass
    return instance
