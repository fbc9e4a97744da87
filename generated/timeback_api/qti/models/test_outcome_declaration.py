"""A variable of a test that scoring fills."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, TEXT, Choice, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestOutcomeDeclaration(Model):
    """A variable of a test that scoring fills.

    Attributes:
        identifier: Name of the variable.
        base_type: What kind of value a variable holds. In text form a point is `x y`, a pair two identifiers with a
            space between them, a duration a number of seconds.
        cardinality: How many values a variable holds: one, a set, a sequence, or several values under names of their
            own.
        normal_maximum: Largest value that the variable is expected to have.
        normal_minimum: Smallest value that the variable is expected to have.
        default_value: What a variable holds before scoring.
    """
    identifier: str | None
    base_type: BaseType | str | None
    cardinality: Cardinality | str | None = None
    normal_maximum: float | None = None
    normal_minimum: float | None = None
    default_value: DefaultValue | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestOutcomeDeclaration)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.cardinality) is not None or "cardinality" in d:
            d["cardinality"] = v
        if (v := self.base_type) is not None or "baseType" in d:
            d["baseType"] = v
        if (v := self.normal_maximum) is not None or "normalMaximum" in d:
            d["normalMaximum"] = v
        if (v := self.normal_minimum) is not None or "normalMinimum" in d:
            d["normalMinimum"] = v
        if (v := self.default_value) is not None or "defaultValue" in d:
            d["defaultValue"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.default_value = parse_default_value(v) if type(v := d.get("defaultValue")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestOutcomeDeclaration:
        return parse_test_outcome_declaration(data)


def parse_test_outcome_declaration(d: dict[str, Any], whole: bool = False) -> TestOutcomeDeclaration:
    self: TestOutcomeDeclaration = new(_TestOutcomeDeclaration)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.cardinality = as_cardinality(v, v) if type(v := d.get("cardinality")) is str else v
    self.base_type = as_base_type(v, v) if type(v := d.get("baseType")) is str else v
    self.normal_maximum = d.get("normalMaximum")
    self.normal_minimum = d.get("normalMinimum")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TestOutcomeDeclaration
    return self


from timeback_api.qti.models.base_type import BaseType, as_base_type  # noqa: E402
from timeback_api.qti.models.cardinality import Cardinality, as_cardinality  # noqa: E402
from timeback_api.qti.models.default_value import DefaultValue, parse_default_value  # noqa: E402

_TestOutcomeDeclaration = seed(TestOutcomeDeclaration)
TestOutcomeDeclaration.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "cardinality": Field("cardinality", Choice(Cardinality)),
    "base_type": Field("baseType", Choice(BaseType), True),
    "normal_maximum": Field("normalMaximum", NUMBER),
    "normal_minimum": Field("normalMinimum", NUMBER),
    "default_value": Field("defaultValue", One(DefaultValue)),
}
TestOutcomeDeclaration.INSIDE = {
    "default_value": ("defaultValue", DefaultValue),
}
