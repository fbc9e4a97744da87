"""Read a filter"""

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.single_filter import SingleFilter, parse_single_filter
from timeback_api.webhooks.models.webhook_filter import WebhookFilter, parse_webhook_filter
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getFilter", "GET", "/webhook-filters/{filterId}",
    {200: ResponseDecoder(parse_single_filter, parse_webhook_filter, unwrap=(("filter",),))}, is_extension=True,
)


@clears_locals
def build(filter_id: str) -> Request[WebhookFilter]:
    """Read a filter.

    One filter.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        filter_id: Id of the filter.

    Source: GET /webhook-filters/{filterId} (getFilter).
    """
    return Request(OPERATION, f"/webhook-filters/{encoding.path_segment('filter_id', filter_id)}")


@sends(build)
def sync_detailed(filter_id: str, *, client: Sender) -> Response[SingleFilter]: ...
@sends(build)
def sync(filter_id: str, *, client: Sender) -> SingleFilter: ...
@sends(build)
async def asyncio_detailed(filter_id: str, *, client: AsyncSender) -> Response[SingleFilter]: ...
@sends(build)
async def asyncio(filter_id: str, *, client: AsyncSender) -> SingleFilter: ...
