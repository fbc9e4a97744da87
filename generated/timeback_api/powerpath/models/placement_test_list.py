"""The placement tests of a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PlacementTestList(Model):
    """The placement tests of a subject.

    Attributes:
        placement_tests: The tests by grade.
    """
    placement_tests: list[PlacementTest] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, PlacementTestList)
        v: Any
        d = self._begin()
        if (v := self.placement_tests) is not None or "placementTests" in d:
            d["placementTests"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.placement_tests = ([parse_placement_test(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("placementTests")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PlacementTestList:
        return parse_placement_test_list(data)


def parse_placement_test_list(d: dict[str, Any], whole: bool = False) -> PlacementTestList:
    self: PlacementTestList = new(_PlacementTestList)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = PlacementTestList
    return self


from timeback_api.powerpath.models.placement_test import PlacementTest, parse_placement_test  # noqa: E402

_PlacementTestList = seed(PlacementTestList)
PlacementTestList.FIELDS = {
    "placement_tests": Field("placementTests", Many(One(PlacementTest)), True),
}
PlacementTestList.INSIDE = {
    "placement_tests": ("placementTests", PlacementTest),
}
