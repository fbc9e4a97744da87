"""Read the description of the service"""

from typing import Any

from timeback_api.clr._package import PACKAGE
from timeback_runtime import endpoint_functions
from timeback_runtime.decoding import ResponseDecoder, identity
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getDiscovery", "GET", "/discovery/", {200: ResponseDecoder(identity)}, is_extension=True
)


@clears_locals
def build() -> Request[dict[str, Any]]:
    """Read the description of the service.

    An OpenAPI document of the service. By one document of the platform it needs no token, by another it does.

    An extension of the platform: another provider may answer 404 or 405.

    Source: GET /ims/clr/v2p0/discovery/ (getDiscovery).
    """
    return Request(OPERATION, "/discovery/")


@clears_locals
def sync_detailed(*, client: Sender) -> Response[dict[str, Any]]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build())


@clears_locals
def sync(*, client: Sender) -> dict[str, Any]:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build())


@clears_locals
async def asyncio_detailed(*, client: AsyncSender) -> Response[dict[str, Any]]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build())


@clears_locals
async def asyncio(*, client: AsyncSender) -> dict[str, Any]:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build())
