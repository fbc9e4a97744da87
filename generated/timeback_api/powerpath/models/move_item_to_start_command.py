from __future__ import annotations

from timeback_api.powerpath.models.move_to_edge_payload import MoveToEdgePayload
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OneOf, json_field


class MoveItemToStartCommand(Model):
    """Moves an item to the first position in its parent.

    Attributes:
        type_: Type of the operation.
        payload: Which item to move.
    """

    type_: str = json_field("type", OneOf("move-item-to-start"), default="move-item-to-start", required=True)
    payload: MoveToEdgePayload = json_field("payload", ModelOf(MoveToEdgePayload))


parse_move_item_to_start_command = MoveItemToStartCommand._parse
