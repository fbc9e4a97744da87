"""A placement test as stored by the platform, with the results of the student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PlacementTest(Model):
    """A placement test as stored by the platform, with the results of the student. The schemas of its parts are not
    published.

    Attributes:
        component_resources: The component resource that is the test.
        resources: The resource behind it.
        resources_metadata: Metadata of the resource.
        assessment_line_items: The line item of the test. Null until a student has taken it.
        assessment_results: Results of the student in all attempts.
    """

    FIELDS = {
        "component_resources": Field("component_resources", OBJECT, True),
        "resources": Field("resources", OBJECT, True),
        "resources_metadata": Field("resources_metadata", OBJECT, True),
        "assessment_line_items": Field("assessment_line_items", OBJECT, True),
        "assessment_results": Field("assessment_results", ListOf(OBJECT), True),
    }

    component_resources: dict[str, Any]
    resources: dict[str, Any]
    resources_metadata: dict[str, Any]
    assessment_line_items: dict[str, Any] | None
    assessment_results: list[dict[str, Any]] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, PlacementTest)
        value: Any
        data = self._start_dict()
        if (value := self.component_resources) is not None or "component_resources" in data:
            data["component_resources"] = value if value is data.get("component_resources") else to_json(value)
        if (value := self.resources) is not None or "resources" in data:
            data["resources"] = value if value is data.get("resources") else to_json(value)
        if (value := self.resources_metadata) is not None or "resources_metadata" in data:
            data["resources_metadata"] = value if value is data.get("resources_metadata") else to_json(value)
        if (value := self.assessment_line_items) is not None or "assessment_line_items" in data:
            data["assessment_line_items"] = value if value is data.get("assessment_line_items") else to_json(value)
        if (value := self.assessment_results) is not None or "assessment_results" in data:
            data["assessment_results"] = value if value is data.get("assessment_results") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PlacementTest:
        return parse_placement_test(data)


_UntrackedPlacementTest = untracked_subclass(PlacementTest)


def parse_placement_test(data: Any) -> PlacementTest:
    instance: PlacementTest = new_model(_UntrackedPlacementTest)
    instance._received = data
    instance._changed = None
    instance.component_resources = data.get("component_resources")
    instance.resources = data.get("resources")
    instance.resources_metadata = data.get("resources_metadata")
    instance.assessment_line_items = data.get("assessment_line_items")
    instance.assessment_results = data.get("assessment_results")
    instance.__class__ = PlacementTest
    return instance
