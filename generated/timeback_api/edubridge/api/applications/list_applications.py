"""List applications"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.application import Application, parse_application
from timeback_api.edubridge.models.application_list import ApplicationList, parse_application_list
from timeback_runtime import endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "listApplications",
    "GET",
    "/applications/",
    {200: ResponseDecoder(parse_application_list, parse_application, collection=("applications",))},
    is_extension=True,
)


@clears_locals
def build() -> Request[list[Application]]:
    """List applications.

    The learning applications that the platform knows, without pages.

    An extension of the platform: another provider may answer 404 or 405.

    Source: GET /edubridge/applications/ (listApplications).
    """
    return Request(OPERATION, "/applications/")


@clears_locals
def sync_detailed(*, client: Sender) -> Response[ApplicationList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build())


@clears_locals
def sync(*, client: Sender) -> ApplicationList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build())


@clears_locals
async def asyncio_detailed(*, client: AsyncSender) -> Response[ApplicationList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build())


@clears_locals
async def asyncio(*, client: AsyncSender) -> ApplicationList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build())
