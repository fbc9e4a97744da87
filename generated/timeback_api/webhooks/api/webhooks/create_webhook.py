"""Create a webhook"""

from collections.abc import Mapping
from typing import Any

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.single_webhook import SingleWebhook, parse_single_webhook
from timeback_api.webhooks.models.webhook import Webhook, parse_webhook
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createWebhook", "POST", "/webhooks/",
    {201: ResponseDecoder(parse_single_webhook, parse_webhook, unwrap=(("webhook",),))}, is_extension=True,
)


@clears_locals
def build(webhook: Webhook | Mapping[str, Any]) -> Request[Webhook]:
    """Create a webhook.

    Stores a new webhook. The caller chooses the secret.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        webhook: The webhook to store.

    Source: POST /webhooks/ (createWebhook).
    """
    return Request(
        OPERATION, "/webhooks/", content=encoding.body("webhook", webhook, Webhook), content_type="application/json",
    )


@sends(build)
def sync_detailed(webhook: Webhook | Mapping[str, Any], *, client: Sender) -> Response[SingleWebhook]: ...
@sends(build)
def sync(webhook: Webhook | Mapping[str, Any], *, client: Sender) -> SingleWebhook: ...
@sends(build)
async def asyncio_detailed(webhook: Webhook | Mapping[str, Any], *, client: AsyncSender) -> Response[SingleWebhook]: ...
@sends(build)
async def asyncio(webhook: Webhook | Mapping[str, Any], *, client: AsyncSender) -> SingleWebhook: ...
