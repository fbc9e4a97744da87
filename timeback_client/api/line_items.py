"""Assessment line items, which the older client calls line items."""

from __future__ import annotations

from typing import Any

from timeback_api.gradebook.api.assessment_line_items import (
    create_assessment_line_item,
    delete_assessment_line_item,
    get_all_assessment_line_items,
    get_assessment_line_item,
    put_assessment_line_item,
)
from timeback_client._calls import call
from timeback_client._reply import Reply
from timeback_client.core.client import API
from timeback_client.models.line_item import LineItem


class LineItemsAPI(API):
    """Methods on assessment line items."""

    _service = "gradebook"

    delete_line_item = call(delete_assessment_line_item, "line_item_id")
    get_line_items = call(get_all_assessment_line_items, "| filter_expr limit offset sort order_by fields")
    _get = call(get_assessment_line_item, "line_item_id")
    _create = call(create_assessment_line_item, "line_item", model=LineItem)
    _update = call(put_assessment_line_item, "line_item_id line_item", model=LineItem)

    def get_line_item(self, line_item_id: str) -> Any:
        """Fetch a line item as a model."""
        return LineItem.from_reply(LineItem._unwrapped(self._get(line_item_id)))

    def create_line_item(self, line_item: Any) -> Any:
        """Create a line item. The reply has its ``sourcedId`` in addition to the ``sourcedIdPairs``."""
        reply = self._create(line_item)
        pairs = reply.get("sourcedIdPairs") or {}
        sourced_id = pairs.get("allocatedSourcedId") or pairs.get("suppliedSourcedId")
        return Reply(reply, sourcedId=sourced_id) if sourced_id else reply

    def update_line_item(self, line_item_id: str, line_item: Any) -> Any:
        """Replace a line item; return it as a model if the server returns it."""
        reply = self._update(line_item_id, line_item)
        inside = LineItem._unwrapped(reply)
        return LineItem.from_reply(inside) if "sourcedId" in inside else reply
