"""Replace a webhook"""

from collections.abc import Mapping
from typing import Any

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.single_webhook import SingleWebhook, parse_single_webhook
from timeback_api.webhooks.models.webhook import Webhook, parse_webhook
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateWebhook", "PUT", "/webhooks/{webhookId}",
    {200: ResponseDecoder(parse_single_webhook, parse_webhook, unwrap=(("webhook",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(webhook_id: str, webhook: Webhook | Mapping[str, Any]) -> Request[Webhook | None]:
    """Replace a webhook.

    Replaces the webhook with the request body, which must be complete.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        webhook_id: Id of the webhook.
        webhook: The complete webhook with its new values.

    Source: PUT /webhooks/{webhookId} (updateWebhook).
    """
    return Request(
        OPERATION, f"/webhooks/{encoding.path_segment('webhook_id', webhook_id)}",
        content=encoding.body("webhook", webhook, Webhook, mode="replace"), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    webhook_id: str, webhook: Webhook | Mapping[str, Any], *, client: Sender,
) -> Response[SingleWebhook]: ...
@sends(build)
def sync(webhook_id: str, webhook: Webhook | Mapping[str, Any], *, client: Sender) -> SingleWebhook | None: ...
@sends(build)
async def asyncio_detailed(
    webhook_id: str, webhook: Webhook | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleWebhook]: ...
@sends(build)
async def asyncio(
    webhook_id: str, webhook: Webhook | Mapping[str, Any], *, client: AsyncSender,
) -> SingleWebhook | None: ...
