"""A change to a lesson plan, by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.powerpath.models.add_custom_resource_command import AddCustomResourceCommand
from timeback_api.powerpath.models.change_item_parent_command import ChangeItemParentCommand
from timeback_api.powerpath.models.move_item_after_command import MoveItemAfterCommand
from timeback_api.powerpath.models.move_item_before_command import MoveItemBeforeCommand
from timeback_api.powerpath.models.move_item_to_end_command import MoveItemToEndCommand
from timeback_api.powerpath.models.move_item_to_start_command import MoveItemToStartCommand
from timeback_api.powerpath.models.set_skipped_command import SetSkippedCommand
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

LessonPlanCommand = (
    SetSkippedCommand
    | AddCustomResourceCommand
    | MoveItemBeforeCommand
    | MoveItemAfterCommand
    | MoveItemToStartCommand
    | MoveItemToEndCommand
    | ChangeItemParentCommand
)


def _models() -> dict[str | None, type[Model]]:
    return {
        "set-skipped": SetSkippedCommand,
        "add-custom-resource": AddCustomResourceCommand,
        "move-item-before": MoveItemBeforeCommand,
        "move-item-after": MoveItemAfterCommand,
        "move-item-to-start": MoveItemToStartCommand,
        "move-item-to-end": MoveItemToEndCommand,
        "change-item-parent": ChangeItemParentCommand,
    }


LESSON_PLAN_COMMAND = DiscriminatedUnion("type", _models)
parse_lesson_plan_command = LESSON_PLAN_COMMAND.parse
