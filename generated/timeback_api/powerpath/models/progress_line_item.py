"""A line item of a course with results, by the object it belongs to."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.component_line_item import ComponentLineItem, parse_component_line_item
from timeback_api.powerpath.models.resource_line_item import ResourceLineItem, parse_resource_line_item

ProgressLineItem = ComponentLineItem | ResourceLineItem

_PARSERS: dict[Any, Any] = {"component": parse_component_line_item, "resource": parse_resource_line_item}


def parse_progress_line_item(data: dict[str, Any]) -> Any:
    """Parse the variant that ``type`` names. An unknown variant stays a dictionary."""
    variant = data.get("type")
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
