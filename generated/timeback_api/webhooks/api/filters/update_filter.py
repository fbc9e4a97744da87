"""Replace a filter"""

from collections.abc import Mapping
from typing import Any

from timeback_api.webhooks._package import PACKAGE
from timeback_api.webhooks.models.single_filter import SingleFilter, parse_single_filter
from timeback_api.webhooks.models.webhook_filter import WebhookFilter, parse_webhook_filter
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateFilter", "PUT", "/webhook-filters/{filterId}",
    {200: ResponseDecoder(parse_single_filter, parse_webhook_filter, unwrap=(("filter",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(filter_id: str, webhook_filter: WebhookFilter | Mapping[str, Any]) -> Request[WebhookFilter | None]:
    """Replace a filter.

    Replaces the filter with the request body, which must be complete.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        filter_id: Id of the filter.
        webhook_filter: The complete filter with its new values.

    Source: PUT /webhook-filters/{filterId} (updateFilter).
    """
    return Request(
        OPERATION, f"/webhook-filters/{encoding.path_segment('filter_id', filter_id)}",
        content=encoding.body("webhook_filter", webhook_filter, WebhookFilter, mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    filter_id: str, webhook_filter: WebhookFilter | Mapping[str, Any], *, client: Sender,
) -> Response[SingleFilter]: ...
@sends(build)
def sync(
    filter_id: str, webhook_filter: WebhookFilter | Mapping[str, Any], *, client: Sender,
) -> SingleFilter | None: ...
@sends(build)
async def asyncio_detailed(
    filter_id: str, webhook_filter: WebhookFilter | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleFilter]: ...
@sends(build)
async def asyncio(
    filter_id: str, webhook_filter: WebhookFilter | Mapping[str, Any], *, client: AsyncSender,
) -> SingleFilter | None: ...
