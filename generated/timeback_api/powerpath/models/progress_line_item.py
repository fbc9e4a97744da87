"""A line item of a course with results, by the object it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.powerpath.models.component_line_item import ComponentLineItem
from timeback_api.powerpath.models.resource_line_item import ResourceLineItem
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

ProgressLineItem = ComponentLineItem | ResourceLineItem


def _models() -> dict[str | None, type[Model]]:
    return {"component": ComponentLineItem, "resource": ResourceLineItem}


PROGRESS_LINE_ITEM = DiscriminatedUnion("type", _models)
parse_progress_line_item = PROGRESS_LINE_ITEM.parse
