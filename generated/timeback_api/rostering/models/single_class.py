"""Wrapper of one class, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.rostering.models.class_ import Class, parse_class
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleClass(Model):
    """Wrapper of one class, used in requests and replies.

    Attributes:
        class_: A course as held at a school in one or more terms, or a homeroom. A creation requires a school, under
            `org` on the platform and under `school` in the standard. Replies have it under `school`.
    """

    FIELDS = {"class_": Field("class", ModelOf(Class), True)}
    NESTED = {"class_": ("class", Class)}

    class_: Class

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleClass)
        value: Any
        data = self._start_dict()
        if (value := self.class_) is not None or "class" in data:
            data["class"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.class_ = parse_class(value, True) if type(value := data.get("class")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleClass:
        return parse_single_class(data)


_UntrackedSingleClass = untracked_subclass(SingleClass)


def parse_single_class(data: Any, deep: bool = False) -> SingleClass:
    instance: SingleClass = new_model(_UntrackedSingleClass)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleClass
    return instance
