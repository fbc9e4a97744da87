from __future__ import annotations

from timeback_api.powerpath.models.move_to_edge_payload import MoveToEdgePayload
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OneOf, json_field


class MoveItemToEndCommand(Model):
    """Moves an item to the last position in its parent.

    Attributes:
        type_: Type of the operation.
        payload: Which item to move.
    """

    type_: str = json_field("type", OneOf("move-item-to-end"), default="move-item-to-end", required=True)
    payload: MoveToEdgePayload = json_field("payload", ModelOf(MoveToEdgePayload))


parse_move_item_to_end_command = MoveItemToEndCommand._parse
