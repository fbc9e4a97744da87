"""Wrapper of the demographics of one user, used in requests and replies."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.demographics import Demographics, parse_demographics
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleDemographics(Model):
    """Wrapper of the demographics of one user, used in requests and replies.

    Attributes:
        demographics: Birth, sex and origin of a user. Most of it is protected by law. Servers return it only to
            authorised callers.
    """

    FIELDS = {"demographics": Field("demographics", ModelOf(Demographics), True)}
    NESTED = {"demographics": ("demographics", Demographics)}

    demographics: Demographics

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleDemographics)
        value: Any
        data = self._start_dict()
        if (value := self.demographics) is not None or "demographics" in data:
            data["demographics"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.demographics = parse_demographics(value) if type(value := data.get("demographics")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleDemographics:
        return parse_single_demographics(data)


_UntrackedSingleDemographics = untracked_subclass(SingleDemographics)


def parse_single_demographics(data: Any, deep: bool = False) -> SingleDemographics:
    instance: SingleDemographics = new_model(_UntrackedSingleDemographics)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleDemographics
    return instance
