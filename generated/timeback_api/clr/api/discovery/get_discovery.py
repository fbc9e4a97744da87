"""Read the description of the service"""

from typing import Any

from timeback_api.clr._package import PACKAGE
from timeback_runtime.decoding import identity
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getDiscovery", "GET", "/discovery/", {200: ResponseDecoder(identity)}, is_extension=True,
)


@clears_locals
def build() -> Request[dict[str, Any]]:
    """Read the description of the service.

    An OpenAPI document of the service. By one document of the platform it needs no token, by another it does.

    An extension of the platform: another provider may answer 404 or 405.

    Source: GET /ims/clr/v2p0/discovery/ (getDiscovery).
    """
    return Request(OPERATION, "/discovery/")


@sends(build)
def sync_detailed(*, client: Sender) -> Response[dict[str, Any]]: ...
@sends(build)
def sync(*, client: Sender) -> dict[str, Any]: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender) -> Response[dict[str, Any]]: ...
@sends(build)
async def asyncio(*, client: AsyncSender) -> dict[str, Any]: ...
