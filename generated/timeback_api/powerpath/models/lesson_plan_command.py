"""A change to a lesson plan, by its type."""

from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.add_custom_resource_command import (
    AddCustomResourceCommand,
    parse_add_custom_resource_command,
)
from timeback_api.powerpath.models.change_item_parent_command import (
    ChangeItemParentCommand,
    parse_change_item_parent_command,
)
from timeback_api.powerpath.models.move_item_after_command import MoveItemAfterCommand, parse_move_item_after_command
from timeback_api.powerpath.models.move_item_before_command import MoveItemBeforeCommand, parse_move_item_before_command
from timeback_api.powerpath.models.move_item_to_end_command import MoveItemToEndCommand, parse_move_item_to_end_command
from timeback_api.powerpath.models.move_item_to_start_command import (
    MoveItemToStartCommand,
    parse_move_item_to_start_command,
)
from timeback_api.powerpath.models.set_skipped_command import SetSkippedCommand, parse_set_skipped_command

LessonPlanCommand = (
    SetSkippedCommand
    | AddCustomResourceCommand
    | MoveItemBeforeCommand
    | MoveItemAfterCommand
    | MoveItemToStartCommand
    | MoveItemToEndCommand
    | ChangeItemParentCommand
)

_PARSERS: dict[Any, Any] = {
    "set-skipped": parse_set_skipped_command,
    "add-custom-resource": parse_add_custom_resource_command,
    "move-item-before": parse_move_item_before_command,
    "move-item-after": parse_move_item_after_command,
    "move-item-to-start": parse_move_item_to_start_command,
    "move-item-to-end": parse_move_item_to_end_command,
    "change-item-parent": parse_change_item_parent_command,
}


def parse_lesson_plan_command(data: dict[str, Any]) -> Any:
    """Parse the variant that ``type`` names. An unknown variant stays a dictionary."""
    variant = data.get("type")
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
