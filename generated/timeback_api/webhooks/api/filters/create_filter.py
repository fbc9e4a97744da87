"""Create a filter"""

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
    "createFilter",
    "POST",
    "/webhook-filters/",
    {201: ResponseDecoder(parse_single_filter, parse_webhook_filter, unwrap=(("filter",),))},
    is_extension=True,
)


@clears_locals
def build(webhook_filter: WebhookFilter | Mapping[str, Any]) -> Request[WebhookFilter]:
    """Create a filter.

    Adds a filter to a webhook. All active filters of a webhook probably have to match an event.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        webhook_filter: The filter to store.

    Source: POST /webhook-filters/ (createFilter).
    """
    return Request(
        OPERATION,
        "/webhook-filters/",
        content=encoding.body("webhook_filter", webhook_filter, WebhookFilter),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(webhook_filter: WebhookFilter | Mapping[str, Any], *, client: Sender) -> Response[SingleFilter]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(webhook_filter))


@clears_locals
def sync(webhook_filter: WebhookFilter | Mapping[str, Any], *, client: Sender) -> SingleFilter:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(webhook_filter))


@clears_locals
async def asyncio_detailed(
    webhook_filter: WebhookFilter | Mapping[str, Any], *, client: AsyncSender
) -> Response[SingleFilter]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(webhook_filter))


@clears_locals
async def asyncio(webhook_filter: WebhookFilter | Mapping[str, Any], *, client: AsyncSender) -> SingleFilter:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(webhook_filter))
