"""Replace a component resource"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.component_resource import ComponentResource, parse_component_resource
from timeback_api.rostering.models.updated_component_resource import (
    UpdatedComponentResource,
    parse_updated_component_resource,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"classes"})
OPERATION = Operation(
    PACKAGE,
    "putComponentResource",
    "PUT",
    "/courses/component-resources/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_updated_component_resource, parse_component_resource, unwrap=(("componentResource",),), optional=True
        )
    },
    is_extension=True,
)


@clears_locals
def build(
    sourced_id: str, component_resource: ComponentResource | Mapping[str, Any]
) -> Request[ComponentResource | None]:
    """Replace a component resource.

    Replaces the component resource with the request body. A different component or sort order moves it.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the component resource.
        component_resource: The complete component resource with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/courses/component-resources/{sourcedId} (putComponentResource).
    """
    return Request(
        OPERATION,
        f"/courses/component-resources/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        content=encoding.body(
            "component_resource", component_resource, ComponentResource, "componentResource", mode="replace"
        ),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, component_resource: ComponentResource | Mapping[str, Any], *, client: Sender
) -> Response[UpdatedComponentResource]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, component_resource))


@clears_locals
def sync(
    sourced_id: str, component_resource: ComponentResource | Mapping[str, Any], *, client: Sender
) -> UpdatedComponentResource | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, component_resource))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, component_resource: ComponentResource | Mapping[str, Any], *, client: AsyncSender
) -> Response[UpdatedComponentResource]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, component_resource))


@clears_locals
async def asyncio(
    sourced_id: str, component_resource: ComponentResource | Mapping[str, Any], *, client: AsyncSender
) -> UpdatedComponentResource | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, component_resource))
