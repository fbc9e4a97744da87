from __future__ import annotations

from timeback_api.gradebook.models.line_item import LineItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class LineItemBatch(Model):
    """Several line items to store in one request.

    Attributes:
        line_items: The line items to store.
    """

    line_items: list[LineItem] = json_field("lineItems", ListOf(ModelOf(LineItem)))


parse_line_item_batch = LineItemBatch._parse
