"""List filters"""

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.filter_list import FilterList, parse_filter_list
from timeback_api.webhooks.models.webhook_filter import WebhookFilter, parse_webhook_filter
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "listFilters", "GET", "/webhook-filters/",
    {200: ResponseDecoder(parse_filter_list, parse_webhook_filter, collection=("filters",))}, is_extension=True,
)


@clears_locals
def build() -> Request[list[WebhookFilter]]:
    """List filters.

    The filters of all webhooks, without pages.

    An extension of the platform: another provider may answer 404 or 405.

    Source: GET /webhook-filters/ (listFilters).
    """
    return Request(OPERATION, "/webhook-filters/")


@sends(build)
def sync_detailed(*, client: Sender) -> Response[FilterList]: ...
@sends(build)
def sync(*, client: Sender) -> FilterList: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender) -> Response[FilterList]: ...
@sends(build)
async def asyncio(*, client: AsyncSender) -> FilterList: ...
