"""A variable that holds an answer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResponseDeclaration(Model):
    """A variable that holds an answer.

    Attributes:
        identifier: Name of the variable.
        cardinality: How many values a variable holds: one, a set, a sequence, or several values under names of their
            own.
        correct_response: The answer that counts as correct.
        base_type: What kind of value a variable holds. In text form a point is `x y`, a pair two identifiers with a
            space between them, a duration a number of seconds.
        default_value: What a variable holds before scoring.
        mapping: What the values of a response are worth, for scoring by `map_response`. The platform's document does
            not mention it.
        area_mapping: What points of a response are worth, for scoring by `map_response_point`. The platform's
            document does not mention it.
    """
    identifier: str | None
    cardinality: Cardinality | str | None
    correct_response: CorrectResponse | None
    base_type: BaseType | str | None = None
    default_value: DefaultValue | None = None
    mapping: ResponseMapping | None = None
    area_mapping: AreaMapping | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ResponseDeclaration)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.cardinality) is not None or "cardinality" in d:
            d["cardinality"] = v
        if (v := self.base_type) is not None or "baseType" in d:
            d["baseType"] = v
        if (v := self.correct_response) is not None or "correctResponse" in d:
            d["correctResponse"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.default_value) is not None or "defaultValue" in d:
            d["defaultValue"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.mapping) is not None or "mapping" in d:
            d["mapping"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.area_mapping) is not None or "areaMapping" in d:
            d["areaMapping"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.correct_response = parse_correct_response(v) if type(v := d.get("correctResponse")) is dict else v
        self.default_value = parse_default_value(v) if type(v := d.get("defaultValue")) is dict else v
        self.mapping = parse_response_mapping(v, True) if type(v := d.get("mapping")) is dict else v
        self.area_mapping = parse_area_mapping(v, True) if type(v := d.get("areaMapping")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResponseDeclaration:
        return parse_response_declaration(data)


def parse_response_declaration(d: dict[str, Any], whole: bool = False) -> ResponseDeclaration:
    self: ResponseDeclaration = new(_ResponseDeclaration)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.cardinality = as_cardinality(v, v) if type(v := d.get("cardinality")) is str else v
    self.base_type = as_base_type(v, v) if type(v := d.get("baseType")) is str else v
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ResponseDeclaration
    return self


from timeback_api.qti.models.area_mapping import AreaMapping, parse_area_mapping  # noqa: E402
from timeback_api.qti.models.base_type import BaseType, as_base_type  # noqa: E402
from timeback_api.qti.models.cardinality import Cardinality, as_cardinality  # noqa: E402
from timeback_api.qti.models.correct_response import CorrectResponse, parse_correct_response  # noqa: E402
from timeback_api.qti.models.default_value import DefaultValue, parse_default_value  # noqa: E402
from timeback_api.qti.models.response_mapping import ResponseMapping, parse_response_mapping  # noqa: E402

_ResponseDeclaration = seed(ResponseDeclaration)
ResponseDeclaration.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "cardinality": Field("cardinality", Choice(Cardinality), True),
    "base_type": Field("baseType", Choice(BaseType)),
    "correct_response": Field("correctResponse", One(CorrectResponse), True),
    "default_value": Field("defaultValue", One(DefaultValue)),
    "mapping": Field("mapping", One(ResponseMapping)),
    "area_mapping": Field("areaMapping", One(AreaMapping)),
}
ResponseDeclaration.INSIDE = {
    "correct_response": ("correctResponse", CorrectResponse),
    "default_value": ("defaultValue", DefaultValue),
    "mapping": ("mapping", ResponseMapping),
    "area_mapping": ("areaMapping", AreaMapping),
}
