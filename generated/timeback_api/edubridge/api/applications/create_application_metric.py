"""Add a metric to an application"""

from collections.abc import Mapping
from typing import Any

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.application_metric import ApplicationMetric, parse_application_metric
from timeback_api.edubridge.models.application_metric_reply import (
    ApplicationMetricReply,
    parse_application_metric_reply,
)
from timeback_api.edubridge.models.metric_selection import MetricSelection
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createApplicationMetric", "POST", "/applicationMetrics/{applicationSourcedId}",
    {201: ResponseDecoder(parse_application_metric_reply, parse_application_metric, unwrap=(("data",),))},
    is_extension=True,
)


@clears_locals
def build(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any],
) -> Request[ApplicationMetric]:
    """Add a metric to an application.

    States the source that a metric of an application is taken from.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        application_sourced_id: Id of the application.
        application_metric: The metric and its source.

    Source: POST /edubridge/applicationMetrics/{applicationSourcedId} (createApplicationMetric).
    """
    return Request(
        OPERATION, f"/applicationMetrics/{encoding.path_segment('application_sourced_id', application_sourced_id)}",
        content=encoding.body("application_metric", application_metric, MetricSelection, "applicationMetric"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: Sender,
) -> Response[ApplicationMetricReply]: ...
@sends(build)
def sync(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: Sender,
) -> ApplicationMetricReply: ...
@sends(build)
async def asyncio_detailed(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ApplicationMetricReply]: ...
@sends(build)
async def asyncio(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: AsyncSender,
) -> ApplicationMetricReply: ...
