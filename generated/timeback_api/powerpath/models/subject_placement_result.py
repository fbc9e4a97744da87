"""Result of a test for a placement, by the place where it was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.powerpath.models.edulastic_result import EdulasticResult
from timeback_api.powerpath.models.placement_result import PlacementResult
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

SubjectPlacementResult = PlacementResult | EdulasticResult


def _models() -> dict[str | None, type[Model]]:
    return {"PLACEMENT": PlacementResult, "EDULASTIC": EdulasticResult}


SUBJECT_PLACEMENT_RESULT = DiscriminatedUnion("source", _models)
parse_subject_placement_result = SUBJECT_PLACEMENT_RESULT.parse
