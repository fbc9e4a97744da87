from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import OBJECT, ListOf, json_field


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

    component_resources: dict[str, Any] = json_field("component_resources", OBJECT)
    resources: dict[str, Any] = json_field("resources", OBJECT)
    resources_metadata: dict[str, Any] = json_field("resources_metadata", OBJECT)
    assessment_line_items: dict[str, Any] | None = json_field("assessment_line_items", OBJECT)
    assessment_results: list[dict[str, Any]] | None = json_field("assessment_results", ListOf(OBJECT))


parse_placement_test = PlacementTest._parse
