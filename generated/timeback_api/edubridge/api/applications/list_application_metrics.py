"""List the metrics of an application"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.application_metric import ApplicationMetric, parse_application_metric
from timeback_api.edubridge.models.application_metric_list import ApplicationMetricList, parse_application_metric_list
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "listApplicationMetrics",
    "GET",
    "/applicationMetrics/{applicationSourcedId}",
    {200: ResponseDecoder(parse_application_metric_list, parse_application_metric, collection=("data",))},
    is_extension=True,
)


@clears_locals
def build(application_sourced_id: str) -> Request[list[ApplicationMetric]]:
    """List the metrics of an application.

    The metrics of an application, each with the source that it is taken from.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        application_sourced_id: Id of the application.

    Source: GET /edubridge/applicationMetrics/{applicationSourcedId} (listApplicationMetrics).
    """
    return Request(
        OPERATION, f"/applicationMetrics/{encoding.path_segment('application_sourced_id', application_sourced_id)}"
    )


@clears_locals
def sync_detailed(application_sourced_id: str, *, client: Sender) -> Response[ApplicationMetricList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(application_sourced_id))


@clears_locals
def sync(application_sourced_id: str, *, client: Sender) -> ApplicationMetricList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(application_sourced_id))


@clears_locals
async def asyncio_detailed(application_sourced_id: str, *, client: AsyncSender) -> Response[ApplicationMetricList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(application_sourced_id))


@clears_locals
async def asyncio(application_sourced_id: str, *, client: AsyncSender) -> ApplicationMetricList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(application_sourced_id))
