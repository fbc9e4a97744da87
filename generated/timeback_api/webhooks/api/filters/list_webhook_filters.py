"""List the filters of a webhook"""

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.filter_list import FilterList, parse_filter_list
from timeback_api.webhooks.models.webhook_filter import WebhookFilter, parse_webhook_filter
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "listWebhookFilters",
    "GET",
    "/webhook-filters/webhook/{webhookId}",
    {200: ResponseDecoder(parse_filter_list, parse_webhook_filter, collection=("filters",))},
    is_extension=True,
)


@clears_locals
def build(webhook_id: str) -> Request[list[WebhookFilter]]:
    """List the filters of a webhook.

    The filters of one webhook, without pages.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        webhook_id: Id of the webhook.

    Source: GET /webhook-filters/webhook/{webhookId} (listWebhookFilters).
    """
    return Request(OPERATION, f"/webhook-filters/webhook/{encoding.path_segment('webhook_id', webhook_id)}")


@clears_locals
def sync_detailed(webhook_id: str, *, client: Sender) -> Response[FilterList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(webhook_id))


@clears_locals
def sync(webhook_id: str, *, client: Sender) -> FilterList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(webhook_id))


@clears_locals
async def asyncio_detailed(webhook_id: str, *, client: AsyncSender) -> Response[FilterList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(webhook_id))


@clears_locals
async def asyncio(webhook_id: str, *, client: AsyncSender) -> FilterList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(webhook_id))
