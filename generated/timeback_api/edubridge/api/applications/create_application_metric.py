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
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createApplicationMetric",
    "POST",
    "/applicationMetrics/{applicationSourcedId}",
    {201: ResponseDecoder(parse_application_metric_reply, parse_application_metric, unwrap=(("data",),))},
    is_extension=True,
)


@clears_locals
def build(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any]
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
        OPERATION,
        f"/applicationMetrics/{encoding.path_segment('application_sourced_id', application_sourced_id)}",
        content=encoding.body("application_metric", application_metric, MetricSelection, "applicationMetric"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: Sender
) -> Response[ApplicationMetricReply]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(application_sourced_id, application_metric))


@clears_locals
def sync(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: Sender
) -> ApplicationMetricReply:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(application_sourced_id, application_metric))


@clears_locals
async def asyncio_detailed(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: AsyncSender
) -> Response[ApplicationMetricReply]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(application_sourced_id, application_metric))


@clears_locals
async def asyncio(
    application_sourced_id: str, application_metric: MetricSelection | Mapping[str, Any], *, client: AsyncSender
) -> ApplicationMetricReply:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(application_sourced_id, application_metric))
