from __future__ import annotations

from timeback_api.powerpath.models.placement_test import PlacementTest
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class PlacementTestList(Model):
    """The placement tests of a subject.

    Attributes:
        placement_tests: The tests by grade.
    """

    placement_tests: list[PlacementTest] = json_field("placementTests", ListOf(ModelOf(PlacementTest)))


parse_placement_test_list = PlacementTestList._parse
