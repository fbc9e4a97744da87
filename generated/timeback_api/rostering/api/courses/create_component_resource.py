"""Place a resource in a course component"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.component_resource import ComponentResource
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "createComponentResource",
    "POST",
    "/courses/component-resources",
    {
        201: Reader(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),)),
    },
)


@clears_locals
def build(component_resource: ComponentResource | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Place a resource in a course component.

    Stores a new component resource, which students meet as a lesson. The component and the resource must exist.

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
    component_resource: ComponentResource | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(component_resource))


@clears_locals
def sync(component_resource: ComponentResource | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(component_resource))


@clears_locals
async def asyncio_detailed(
    component_resource: ComponentResource | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(component_resource))


@clears_locals
async def asyncio(
    component_resource: ComponentResource | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(component_resource))
