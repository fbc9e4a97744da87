"""A line item of a course with results, by what it belongs to."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.component_line_item import ComponentLineItem, parse_component_line_item
from timeback_api.powerpath.models.resource_line_item import ResourceLineItem, parse_resource_line_item

ProgressLineItem = ComponentLineItem | ResourceLineItem

_PARSERS: dict[Any, Any] = {
    "component": parse_component_line_item,
    "resource": parse_resource_line_item,
}


def parse_progress_line_item(d: dict[str, Any]) -> ProgressLineItem | dict[str, Any]:
    """The variant that ``type`` names; an unknown one stays a dictionary."""
    kind = d.get("type")
    parse = _PARSERS.get(kind) if isinstance(kind, str) else None
    return parse(d) if parse is not None else d
