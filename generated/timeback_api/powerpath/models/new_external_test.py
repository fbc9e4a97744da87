"""A test of an outside provider, by the type of its lesson."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.new_external_placement import NewExternalPlacement, parse_new_external_placement
from timeback_api.powerpath.models.new_external_test_out import NewExternalTestOut, parse_new_external_test_out

NewExternalTest = NewExternalTestOut | NewExternalPlacement

_PARSERS: dict[Any, Any] = {
    "test-out": parse_new_external_test_out,
    "placement": parse_new_external_placement,
}


def parse_new_external_test(d: dict[str, Any]) -> NewExternalTest | dict[str, Any]:
    """The variant that ``lessonType`` names; an unknown one stays a dictionary."""
    kind = d.get("lessonType")
    parse = _PARSERS.get(kind) if isinstance(kind, str) else None
    return parse(d) if parse is not None else d
