"""A placement test as the platform stores it, with the results of the student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PlacementTest(Model):
    """A placement test as the platform stores it, with the results of the student. What its parts hold is not published.

    Attributes:
        component_resources: The component resource that is the test.
        resources: The resource behind it.
        resources_metadata: Metadata of the resource.
        assessment_line_items: The line item of the test. Null until someone has taken it.
        assessment_results: Results of the student in all attempts.
    """
    component_resources: dict[str, Any] | None
    resources: dict[str, Any] | None
    resources_metadata: dict[str, Any] | None
    assessment_line_items: dict[str, Any] | None
    assessment_results: list[dict[str, Any]] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, PlacementTest)
        v: Any
        d = self._begin()
        if (v := self.component_resources) is not None or "component_resources" in d:
            d["component_resources"] = v
        if (v := self.resources) is not None or "resources" in d:
            d["resources"] = v
        if (v := self.resources_metadata) is not None or "resources_metadata" in d:
            d["resources_metadata"] = v
        if (v := self.assessment_line_items) is not None or "assessment_line_items" in d:
            d["assessment_line_items"] = v
        if (v := self.assessment_results) is not None or "assessment_results" in d:
            d["assessment_results"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PlacementTest:
        return parse_placement_test(data)


def parse_placement_test(d: dict[str, Any]) -> PlacementTest:
    self: PlacementTest = new(_PlacementTest)
    self._raw = d
    self._changed = None
    self.component_resources = d.get("component_resources")
    self.resources = d.get("resources")
    self.resources_metadata = d.get("resources_metadata")
    self.assessment_line_items = d.get("assessment_line_items")
    self.assessment_results = d.get("assessment_results")
    self.__class__ = PlacementTest
    return self




_PlacementTest = seed(PlacementTest)
PlacementTest.FIELDS = {
    "component_resources": Field("component_resources", FREE, True),
    "resources": Field("resources", FREE, True),
    "resources_metadata": Field("resources_metadata", FREE, True),
    "assessment_line_items": Field("assessment_line_items", FREE, True),
    "assessment_results": Field("assessment_results", Many(FREE), True),
}
