"""List the metrics of an application"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.application_metric import ApplicationMetric, parse_application_metric
from timeback_api.edubridge.models.application_metric_list import ApplicationMetricList, parse_application_metric_list
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "listApplicationMetrics", "GET", "/applicationMetrics/{applicationSourcedId}",
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
        OPERATION, f"/applicationMetrics/{encoding.path_segment('application_sourced_id', application_sourced_id)}",
    )


@sends(build)
def sync_detailed(application_sourced_id: str, *, client: Sender) -> Response[ApplicationMetricList]: ...
@sends(build)
def sync(application_sourced_id: str, *, client: Sender) -> ApplicationMetricList: ...
@sends(build)
async def asyncio_detailed(application_sourced_id: str, *, client: AsyncSender) -> Response[ApplicationMetricList]: ...
@sends(build)
async def asyncio(application_sourced_id: str, *, client: AsyncSender) -> ApplicationMetricList: ...
