"""Assessment items."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from timeback_api.qti.api.assessment_items import (
    create_assessment_item,
    delete_assessment_item,
    get_assessment_item,
    process_response,
    search_assessment_items,
    update_assessment_item,
)
from timeback_client._calls import call
from timeback_client._errors import RefusedRequest
from timeback_client._paging import listed
from timeback_client.core.client import QTIAPI
from timeback_client.models.qti import QTIAssessmentItem


class AssessmentItemsAPI(QTIAPI):
    """Methods on assessment items."""

    create_assessment_item = call(create_assessment_item, "assessment_item", model=QTIAssessmentItem)
    update_assessment_item = call(update_assessment_item, "identifier assessment_item", model=QTIAssessmentItem)
    delete_assessment_item = call(delete_assessment_item, "identifier")
    list_assessment_items = listed(call(search_assessment_items, "| page limit query filter_expr"))
    _get = call(get_assessment_item, "identifier")
    _process = call(process_response, "identifier item_response")

    def get_assessment_item(self, identifier: str) -> Any:
        """Fetch an item by its identifier, or by its URL on this service."""
        parts = urlsplit(identifier)
        if parts.scheme in ("http", "https"):
            if parts.hostname != urlsplit(self._connection.settings.address("qti")).hostname:
                raise RefusedRequest("identifier is a URL on another server; pass the identifier of the item")
            identifier = parts.path.rstrip("/").rpartition("/")[2]
        return self._get(identifier)

    def process_response(
        self,
        identifier: str,
        response: Any = None,
        response_identifier: str | None = None,
        responses: dict[str, Any] | None = None,
    ) -> Any:
        """Score a response: one value, or one for each response declaration of the item."""
        body: dict[str, Any] = {"identifier": identifier}
        if response is not None:
            body["response"] = response
        if response_identifier is not None:
            body["responseIdentifier"] = response_identifier
        if responses is not None:
            body["responses"] = responses
        return self._process(identifier, body)
