"""Remove a metric from an application"""

from collections.abc import Mapping
from typing import Any

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.metric_selection import MetricSelection
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "deleteApplicationMetric", "DELETE", "/applicationMetrics/{applicationSourcedId}", {204: None},
    is_extension=True,
)


@clears_locals
def build(application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any]) -> Request[None]:
    """Remove a metric from an application.

    Removes the source of a metric of an application. The request has a body.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        application_sourced_id: Id of the application.
        application_metric: The metric and its source.

    Source: DELETE /edubridge/applicationMetrics/{applicationSourcedId} (deleteApplicationMetric).
    """
    return Request(
        OPERATION, f"/applicationMetrics/{encoding.path_segment('application_sourced_id', application_sourced_id)}",
        content=encoding.body("application_metric", application_metric, MetricSelection, "applicationMetric"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: Sender,
) -> Response[None]: ...
@sends(build)
def sync(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: Sender,
) -> None: ...
@sends(build)
async def asyncio_detailed(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: AsyncSender,
) -> Response[None]: ...
@sends(build)
async def asyncio(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: AsyncSender,
) -> None: ...
