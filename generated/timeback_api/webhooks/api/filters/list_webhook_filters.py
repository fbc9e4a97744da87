"""List the filters of a webhook"""

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.filter_list import FilterList, parse_filter_list
from timeback_api.webhooks.models.webhook_filter import WebhookFilter, parse_webhook_filter
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "listWebhookFilters", "GET", "/webhook-filters/webhook/{webhookId}",
    {200: ResponseDecoder(parse_filter_list, parse_webhook_filter, collection=("filters",))}, is_extension=True,
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


@sends(build)
def sync_detailed(webhook_id: str, *, client: Sender) -> Response[FilterList]: ...
@sends(build)
def sync(webhook_id: str, *, client: Sender) -> FilterList: ...
@sends(build)
async def asyncio_detailed(webhook_id: str, *, client: AsyncSender) -> Response[FilterList]: ...
@sends(build)
async def asyncio(webhook_id: str, *, client: AsyncSender) -> FilterList: ...
