"""Place a resource in a course component"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.component_resource import ComponentResource
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "createComponentResource",
    "POST",
    "/courses/component-resources",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(component_resource: ComponentResource | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Place a resource in a course component.

    Stores a new component resource, which is a lesson for students. The component and the resource must exist.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        component_resource: The component resource to store.

    Source: POST /ims/oneroster/rostering/v1p2/courses/component-resources (createComponentResource).
    """
    return Request(
        OPERATION,
        "/courses/component-resources",
        content=encoding.body("component_resource", component_resource, ComponentResource, "componentResource"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    component_resource: ComponentResource | Mapping[str, Any], *, client: Sender
) -> Response[SourcedIdPairsReply]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(component_resource))


@clears_locals
def sync(component_resource: ComponentResource | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(component_resource))


@clears_locals
async def asyncio_detailed(
    component_resource: ComponentResource | Mapping[str, Any], *, client: AsyncSender
) -> Response[SourcedIdPairsReply]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(component_resource))


@clears_locals
async def asyncio(
    component_resource: ComponentResource | Mapping[str, Any], *, client: AsyncSender
) -> SourcedIdPairsReply:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(component_resource))
