"""Read a component resource"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.component_resource import ComponentResource, parse_component_resource
from timeback_api.rostering.models.single_component_resource import (
    SingleComponentResource,
    parse_single_component_resource,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"classes"})
OPERATION = Operation(
    PACKAGE,
    "getComponentResource",
    "GET",
    "/courses/component-resources/{sourcedId}",
    {200: ResponseDecoder(parse_single_component_resource, parse_component_resource, unwrap=(("componentResource",),))},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[ComponentResource]:
    """Read a component resource.

    One resource in a course, with its lesson type.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the component resource.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/courses/component-resources/{sourcedId} (getComponentResource).
    """
    return Request(
        OPERATION,
        f"/courses/component-resources/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        encoding.query(("fields", encoding.property_names("fields", fields, ComponentResource))),
        partial=fields is not None,
    )


@clears_locals
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None
) -> Response[SingleComponentResource]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, fields=fields))


@clears_locals
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleComponentResource:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None
) -> Response[SingleComponentResource]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None
) -> SingleComponentResource:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, fields=fields))
