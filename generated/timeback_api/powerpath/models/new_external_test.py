"""A test of an outside provider, by the type of its lesson."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.new_external_placement import NewExternalPlacement, parse_new_external_placement
from timeback_api.powerpath.models.new_external_test_out import NewExternalTestOut, parse_new_external_test_out

NewExternalTest = NewExternalTestOut | NewExternalPlacement

_PARSERS: dict[Any, Any] = {"test-out": parse_new_external_test_out, "placement": parse_new_external_placement}


def parse_new_external_test(data: dict[str, Any]) -> Any:
    """Parse the variant that ``lessonType`` names. An unknown variant stays a dictionary."""
    variant = data.get("lessonType")
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
