"""The placement tests of a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.placement_test import PlacementTest, parse_placement_test
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PlacementTestList(Model):
    """The placement tests of a subject.

    Attributes:
        placement_tests: The tests by grade.
    """

    FIELDS = {"placement_tests": Field("placementTests", ListOf(ModelOf(PlacementTest)), True)}
    NESTED = {"placement_tests": ("placementTests", PlacementTest)}

    placement_tests: list[PlacementTest]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, PlacementTestList)
        value: Any
        data = self._start_dict()
        if (value := self.placement_tests) is not None or "placementTests" in data:
            data["placementTests"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.placement_tests = parse_list(data.get("placementTests"), parse_placement_test)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PlacementTestList:
        return parse_placement_test_list(data)


_UntrackedPlacementTestList = untracked_subclass(PlacementTestList)


def parse_placement_test_list(data: Any, deep: bool = False) -> PlacementTestList:
    instance: PlacementTestList = new_model(_UntrackedPlacementTestList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = PlacementTestList
    return instance
