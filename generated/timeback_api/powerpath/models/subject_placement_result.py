"""Result of a test for a placement, by the place where it was taken."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.edulastic_result import EdulasticResult, parse_edulastic_result
from timeback_api.powerpath.models.placement_result import PlacementResult, parse_placement_result

SubjectPlacementResult = PlacementResult | EdulasticResult

_PARSERS: dict[Any, Any] = {"PLACEMENT": parse_placement_result, "EDULASTIC": parse_edulastic_result}


def parse_subject_placement_result(data: dict[str, Any]) -> Any:
    """Parse the variant that ``source`` names. An unknown variant stays a dictionary."""
    variant = data.get("source")
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
