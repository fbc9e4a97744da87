from __future__ import annotations

from timeback_api.powerpath.models.change_parent_payload import ChangeParentPayload
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OneOf, json_field


class ChangeItemParentCommand(Model):
    """Moves an item into another component.

    Attributes:
        type_: Type of the operation.
        payload: The item to move, and its new component.
    """

    type_: str = json_field("type", OneOf("change-item-parent"), default="change-item-parent", required=True)
    payload: ChangeParentPayload = json_field("payload", ModelOf(ChangeParentPayload))


parse_change_item_parent_command = ChangeItemParentCommand._parse
