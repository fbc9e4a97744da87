from __future__ import annotations

from timeback_api.powerpath.models.move_beside_payload import MoveBesidePayload
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OneOf, json_field


class MoveItemBeforeCommand(Model):
    """Moves an item directly before one of its siblings.

    Attributes:
        type_: Type of the operation.
        payload: The item to move, and the sibling to move it next to.
    """

    type_: str = json_field("type", OneOf("move-item-before"), default="move-item-before", required=True)
    payload: MoveBesidePayload = json_field("payload", ModelOf(MoveBesidePayload))


parse_move_item_before_command = MoveItemBeforeCommand._parse
