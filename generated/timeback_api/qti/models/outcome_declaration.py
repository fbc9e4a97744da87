"""A variable of an item that scoring sets."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.base_type import BaseType, as_base_type
from timeback_api.qti.models.cardinality import Cardinality, as_cardinality
from timeback_api.qti.models.default_value import DefaultValue, parse_default_value
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class OutcomeDeclaration(Model):
    """A variable of an item that scoring sets. The platform is reported to reject new items whose outcomes have no base
    type.

    Attributes:
        identifier: Name of the variable.
        cardinality: Cardinality of a variable: one value, a set, a sequence, or several named values.
        base_type: Base type of a variable. In text form a point is `x y`, a pair is two identifiers separated by a
            space, and a duration is a number of seconds.
        normal_maximum: Largest expected value of the variable.
        normal_minimum: Smallest expected value of the variable.
        default_value: What a variable holds before scoring.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "cardinality": Field("cardinality", Choice(Cardinality), True),
        "base_type": Field("baseType", Choice(BaseType)),
        "normal_maximum": Field("normalMaximum", NUMBER),
        "normal_minimum": Field("normalMinimum", NUMBER),
        "default_value": Field("defaultValue", ModelOf(DefaultValue)),
    }
    NESTED = {"default_value": ("defaultValue", DefaultValue)}

    identifier: str
    cardinality: Cardinality | str
    base_type: BaseType | str | None = None
    normal_maximum: float | None = None
    normal_minimum: float | None = None
    default_value: DefaultValue | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, OutcomeDeclaration)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.cardinality) is not None or "cardinality" in data:
            data["cardinality"] = value if type(value) is str else enum_to_json(value)
        if (value := self.base_type) is not None or "baseType" in data:
            data["baseType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.normal_maximum) is not None or "normalMaximum" in data:
            data["normalMaximum"] = value
        if (value := self.normal_minimum) is not None or "normalMinimum" in data:
            data["normalMinimum"] = value
        if (value := self.default_value) is not None or "defaultValue" in data:
            data["defaultValue"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.default_value = parse_default_value(value) if type(value := data.get("defaultValue")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> OutcomeDeclaration:
        return parse_outcome_declaration(data)


_UntrackedOutcomeDeclaration = untracked_subclass(OutcomeDeclaration)


def parse_outcome_declaration(data: Any, deep: bool = False) -> OutcomeDeclaration:
    instance: OutcomeDeclaration = new_model(_UntrackedOutcomeDeclaration)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.cardinality = as_cardinality(value, value) if type(value := data.get("cardinality")) is str else value
    instance.base_type = as_base_type(value, value) if type(value := data.get("baseType")) is str else value
    instance.normal_maximum = data.get("normalMaximum")
    instance.normal_minimum = data.get("normalMinimum")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = OutcomeDeclaration
    return instance
