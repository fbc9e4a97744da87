"""Replace a filter"""

from collections.abc import Mapping
from typing import Any

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.single_filter import SingleFilter, parse_single_filter
from timeback_api.webhooks.models.webhook_filter import WebhookFilter, parse_webhook_filter
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "updateFilter",
    "PUT",
    "/webhook-filters/{filterId}",
    {200: ResponseDecoder(parse_single_filter, parse_webhook_filter, unwrap=(("filter",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(filter_id: str, webhook_filter: WebhookFilter | Mapping[str, Any]) -> Request[WebhookFilter | None]:
    """Replace a filter.

    Replaces the filter with the request body, which must be complete.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        filter_id: Id of the filter.
        webhook_filter: The complete filter with its new values.

    Source: PUT /webhook-filters/{filterId} (updateFilter).
    """
    return Request(
        OPERATION,
        f"/webhook-filters/{encoding.path_segment('filter_id', filter_id)}",
        content=encoding.body("webhook_filter", webhook_filter, WebhookFilter, mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    filter_id: str, webhook_filter: WebhookFilter | Mapping[str, Any], *, client: Sender
) -> Response[SingleFilter]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(filter_id, webhook_filter))


@clears_locals
def sync(filter_id: str, webhook_filter: WebhookFilter | Mapping[str, Any], *, client: Sender) -> SingleFilter | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(filter_id, webhook_filter))


@clears_locals
async def asyncio_detailed(
    filter_id: str, webhook_filter: WebhookFilter | Mapping[str, Any], *, client: AsyncSender
) -> Response[SingleFilter]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(filter_id, webhook_filter))


@clears_locals
async def asyncio(
    filter_id: str, webhook_filter: WebhookFilter | Mapping[str, Any], *, client: AsyncSender
) -> SingleFilter | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(filter_id, webhook_filter))
