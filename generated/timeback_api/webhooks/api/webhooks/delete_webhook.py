"""Delete a webhook"""

from timeback_api.common.models.outcome import Outcome, parse_outcome
from timeback_api.webhooks._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "deleteWebhook", "DELETE", "/webhooks/{webhookId}", {200: ResponseDecoder(parse_outcome)},
    is_extension=True,
)


@clears_locals
def build(webhook_id: str) -> Request[Outcome]:
    """Delete a webhook.

    Removes a webhook. No more events are posted to its address.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        webhook_id: Id of the webhook.

    Source: DELETE /webhooks/{webhookId} (deleteWebhook).
    """
    return Request(OPERATION, f"/webhooks/{encoding.path_segment('webhook_id', webhook_id)}")


@sends(build)
def sync_detailed(webhook_id: str, *, client: Sender) -> Response[Outcome]: ...
@sends(build)
def sync(webhook_id: str, *, client: Sender) -> Outcome: ...
@sends(build)
async def asyncio_detailed(webhook_id: str, *, client: AsyncSender) -> Response[Outcome]: ...
@sends(build)
async def asyncio(webhook_id: str, *, client: AsyncSender) -> Outcome: ...
