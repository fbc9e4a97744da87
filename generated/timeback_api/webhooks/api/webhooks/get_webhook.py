"""Read a webhook"""

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.single_webhook import SingleWebhook, parse_single_webhook
from timeback_api.webhooks.models.webhook import Webhook, parse_webhook
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getWebhook",
    "GET",
    "/webhooks/{webhookId}",
    {200: ResponseDecoder(parse_single_webhook, parse_webhook, unwrap=(("webhook",),))},
    is_extension=True,
)


@clears_locals
def build(webhook_id: str) -> Request[Webhook]:
    """Read a webhook.

    One webhook, with its secret.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        webhook_id: Id of the webhook.

    Source: GET /webhooks/{webhookId} (getWebhook).
    """
    return Request(OPERATION, f"/webhooks/{encoding.path_segment('webhook_id', webhook_id)}")


@clears_locals
def sync_detailed(webhook_id: str, *, client: Sender) -> Response[SingleWebhook]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(webhook_id))


@clears_locals
def sync(webhook_id: str, *, client: Sender) -> SingleWebhook:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(webhook_id))


@clears_locals
async def asyncio_detailed(webhook_id: str, *, client: AsyncSender) -> Response[SingleWebhook]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(webhook_id))


@clears_locals
async def asyncio(webhook_id: str, *, client: AsyncSender) -> SingleWebhook:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(webhook_id))
