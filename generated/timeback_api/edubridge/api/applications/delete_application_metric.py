"""Remove a metric from an application"""

from collections.abc import Mapping
from typing import Any

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.metric_selection import MetricSelection
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "deleteApplicationMetric",
    "DELETE",
    "/applicationMetrics/{applicationSourcedId}",
    {204: None},
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
        OPERATION,
        f"/applicationMetrics/{encoding.path_segment('application_sourced_id', application_sourced_id)}",
        content=encoding.body("application_metric", application_metric, MetricSelection, "applicationMetric"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: Sender
) -> Response[None]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(application_sourced_id, application_metric))


@clears_locals
def sync(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: Sender
) -> None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    endpoint_functions.sync(client, build(application_sourced_id, application_metric))


@clears_locals
async def asyncio_detailed(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: AsyncSender
) -> Response[None]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(application_sourced_id, application_metric))


@clears_locals
async def asyncio(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: AsyncSender
) -> None:
    """Like ``sync``, but asynchronous."""
    await endpoint_functions.asyncio(client, build(application_sourced_id, application_metric))
