"""Create a filter"""

from collections.abc import Mapping
from typing import Any

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.single_filter import SingleFilter, parse_single_filter
from timeback_api.webhooks.models.webhook_filter import WebhookFilter, parse_webhook_filter
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createFilter", "POST", "/webhook-filters/",
    {201: ResponseDecoder(parse_single_filter, parse_webhook_filter, unwrap=(("filter",),))}, is_extension=True,
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
        OPERATION, "/webhook-filters/", content=encoding.body("webhook_filter", webhook_filter, WebhookFilter),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(webhook_filter: WebhookFilter | Mapping[str, Any], *, client: Sender) -> Response[SingleFilter]: ...
@sends(build)
def sync(webhook_filter: WebhookFilter | Mapping[str, Any], *, client: Sender) -> SingleFilter: ...
@sends(build)
async def asyncio_detailed(
    webhook_filter: WebhookFilter | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleFilter]: ...
@sends(build)
async def asyncio(webhook_filter: WebhookFilter | Mapping[str, Any], *, client: AsyncSender) -> SingleFilter: ...
