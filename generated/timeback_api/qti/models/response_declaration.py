"""A variable that holds an answer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.area_mapping import AreaMapping, parse_area_mapping
from timeback_api.qti.models.base_type import BaseType, as_base_type
from timeback_api.qti.models.cardinality import Cardinality, as_cardinality
from timeback_api.qti.models.correct_response import CorrectResponse, parse_correct_response
from timeback_api.qti.models.default_value import DefaultValue, parse_default_value
from timeback_api.qti.models.response_mapping import ResponseMapping, parse_response_mapping
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseDeclaration(Model):
    """A variable that holds an answer.

    Attributes:
        identifier: Name of the variable.
        cardinality: Cardinality of a variable: one value, a set, a sequence, or several named values.
        correct_response: The answer that counts as correct.
        base_type: Base type of a variable. In text form a point is `x y`, a pair is two identifiers separated by a
            space, and a duration is a number of seconds.
        default_value: What a variable holds before scoring.
        mapping: Scores of the values of a response, for scoring by `map_response`. The platform's document does not
            mention it.
        area_mapping: Values of the points of a response, for scoring by `map_response_point`. The platform's document
            does not mention it.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "cardinality": Field("cardinality", Choice(Cardinality), True),
        "base_type": Field("baseType", Choice(BaseType)),
        "correct_response": Field("correctResponse", ModelOf(CorrectResponse), True),
        "default_value": Field("defaultValue", ModelOf(DefaultValue)),
        "mapping": Field("mapping", ModelOf(ResponseMapping)),
        "area_mapping": Field("areaMapping", ModelOf(AreaMapping)),
    }
    NESTED = {
        "correct_response": ("correctResponse", CorrectResponse),
        "default_value": ("defaultValue", DefaultValue),
        "mapping": ("mapping", ResponseMapping),
        "area_mapping": ("areaMapping", AreaMapping),
    }

    identifier: str
    cardinality: Cardinality | str
    correct_response: CorrectResponse
    base_type: BaseType | str | None = None
    default_value: DefaultValue | None = None
    mapping: ResponseMapping | None = None
    area_mapping: AreaMapping | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ResponseDeclaration)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.cardinality) is not None or "cardinality" in data:
            data["cardinality"] = value if type(value) is str else enum_to_json(value)
        if (value := self.base_type) is not None or "baseType" in data:
            data["baseType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.correct_response) is not None or "correctResponse" in data:
            data["correctResponse"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.default_value) is not None or "defaultValue" in data:
            data["defaultValue"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.mapping) is not None or "mapping" in data:
            data["mapping"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.area_mapping) is not None or "areaMapping" in data:
            data["areaMapping"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.correct_response = (
            parse_correct_response(value) if type(value := data.get("correctResponse")) is dict else value
        )
        self.default_value = parse_default_value(value) if type(value := data.get("defaultValue")) is dict else value
        self.mapping = parse_response_mapping(value, True) if type(value := data.get("mapping")) is dict else value
        self.area_mapping = parse_area_mapping(value, True) if type(value := data.get("areaMapping")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseDeclaration:
        return parse_response_declaration(data)


_UntrackedResponseDeclaration = untracked_subclass(ResponseDeclaration)


def parse_response_declaration(data: Any, deep: bool = False) -> ResponseDeclaration:
    instance: ResponseDeclaration = new_model(_UntrackedResponseDeclaration)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.cardinality = as_cardinality(value, value) if type(value := data.get("cardinality")) is str else value
    instance.base_type = as_base_type(value, value) if type(value := data.get("baseType")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ResponseDeclaration
    return instance
