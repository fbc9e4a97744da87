"""List filters"""

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.filter_list import FilterList, parse_filter_list
from timeback_api.webhooks.models.webhook_filter import WebhookFilter, parse_webhook_filter
from timeback_runtime import endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "listFilters",
    "GET",
    "/webhook-filters/",
    {200: ResponseDecoder(parse_filter_list, parse_webhook_filter, collection=("filters",))},
    is_extension=True,
)


@clears_locals
def build() -> Request[list[WebhookFilter]]:
    """List filters.

    The filters of all webhooks, without pages.

    An extension of the platform: another provider may answer 404 or 405.

    Source: GET /webhook-filters/ (listFilters).
    """
    return Request(OPERATION, "/webhook-filters/")


@clears_locals
def sync_detailed(*, client: Sender) -> Response[FilterList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build())


@clears_locals
def sync(*, client: Sender) -> FilterList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build())


@clears_locals
async def asyncio_detailed(*, client: AsyncSender) -> Response[FilterList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build())


@clears_locals
async def asyncio(*, client: AsyncSender) -> FilterList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build())
