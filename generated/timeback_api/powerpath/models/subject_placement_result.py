"""Result of a test on the way to a placement, by where it was taken."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.edulastic_result import EdulasticResult, parse_edulastic_result
from timeback_api.powerpath.models.placement_result import PlacementResult, parse_placement_result

SubjectPlacementResult = PlacementResult | EdulasticResult

_PARSERS: dict[Any, Any] = {
    "PLACEMENT": parse_placement_result,
    "EDULASTIC": parse_edulastic_result,
}


def parse_subject_placement_result(d: dict[str, Any]) -> SubjectPlacementResult | dict[str, Any]:
    """The variant that ``source`` names; an unknown one stays a dictionary."""
    kind = d.get("source")
    parse = _PARSERS.get(kind) if isinstance(kind, str) else None
    return parse(d) if parse is not None else d
