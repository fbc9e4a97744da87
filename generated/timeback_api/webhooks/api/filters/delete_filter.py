"""Delete a filter"""

from timeback_api.common.models.outcome import Outcome, parse_outcome
from timeback_api.webhooks._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "deleteFilter", "DELETE", "/webhook-filters/{filterId}", {200: ResponseDecoder(parse_outcome)},
    is_extension=True,
)


@clears_locals
def build(filter_id: str) -> Request[Outcome]:
    """Delete a filter.

    Removes a filter from its webhook.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        filter_id: Id of the filter.

    Source: DELETE /webhook-filters/{filterId} (deleteFilter).
    """
    return Request(OPERATION, f"/webhook-filters/{encoding.path_segment('filter_id', filter_id)}")


@sends(build)
def sync_detailed(filter_id: str, *, client: Sender) -> Response[Outcome]: ...
@sends(build)
def sync(filter_id: str, *, client: Sender) -> Outcome: ...
@sends(build)
async def asyncio_detailed(filter_id: str, *, client: AsyncSender) -> Response[Outcome]: ...
@sends(build)
async def asyncio(filter_id: str, *, client: AsyncSender) -> Outcome: ...
