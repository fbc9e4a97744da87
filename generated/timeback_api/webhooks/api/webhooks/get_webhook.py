"""Read a webhook"""

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.single_webhook import SingleWebhook, parse_single_webhook
from timeback_api.webhooks.models.webhook import Webhook, parse_webhook
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getWebhook", "GET", "/webhooks/{webhookId}",
    {200: ResponseDecoder(parse_single_webhook, parse_webhook, unwrap=(("webhook",),))}, is_extension=True,
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


@sends(build)
def sync_detailed(webhook_id: str, *, client: Sender) -> Response[SingleWebhook]: ...
@sends(build)
def sync(webhook_id: str, *, client: Sender) -> SingleWebhook: ...
@sends(build)
async def asyncio_detailed(webhook_id: str, *, client: AsyncSender) -> Response[SingleWebhook]: ...
@sends(build)
async def asyncio(webhook_id: str, *, client: AsyncSender) -> SingleWebhook: ...
