"""Change parts of a resource"""

from collections.abc import Mapping
from typing import Any

from timeback_api.resources._package import PACKAGE
from timeback_api.resources.models.resource import Resource, parse_resource
from timeback_api.resources.models.updated_resource import UpdatedResource, parse_updated_resource
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "patchResource",
    "PATCH",
    "/resources/{sourcedId}",
    {200: ResponseDecoder(parse_updated_resource, parse_resource, unwrap=(("resource",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, resource: Resource | Mapping[str, Any]) -> Request[Resource | None]:
    """Change parts of a resource.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the resource.
        resource: The properties of the resource to change.

    Source: PATCH /ims/oneroster/resources/v1p2/resources/{sourcedId} (patchResource).
    """
    return Request(
        OPERATION,
        f"/resources/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("resource", resource, Resource, "resource", mode="patch"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, resource: Resource | Mapping[str, Any], *, client: Sender
) -> Response[UpdatedResource]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, resource))


@clears_locals
def sync(sourced_id: str, resource: Resource | Mapping[str, Any], *, client: Sender) -> UpdatedResource | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, resource))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, resource: Resource | Mapping[str, Any], *, client: AsyncSender
) -> Response[UpdatedResource]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, resource))


@clears_locals
async def asyncio(
    sourced_id: str, resource: Resource | Mapping[str, Any], *, client: AsyncSender
) -> UpdatedResource | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, resource))
