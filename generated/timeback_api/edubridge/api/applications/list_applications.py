"""List applications"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.application import Application, parse_application
from timeback_api.edubridge.models.application_list import ApplicationList, parse_application_list
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "listApplications", "GET", "/applications/",
    {200: ResponseDecoder(parse_application_list, parse_application, collection=("applications",))}, is_extension=True,
)


@clears_locals
def build() -> Request[list[Application]]:
    """List applications.

    The learning applications that the platform knows, without pages.

    An extension of the platform: another provider may answer 404 or 405.

    Source: GET /edubridge/applications/ (listApplications).
    """
    return Request(OPERATION, "/applications/")


@sends(build)
def sync_detailed(*, client: Sender) -> Response[ApplicationList]: ...
@sends(build)
def sync(*, client: Sender) -> ApplicationList: ...
@sends(build)
async def asyncio_detailed(*, client: AsyncSender) -> Response[ApplicationList]: ...
@sends(build)
async def asyncio(*, client: AsyncSender) -> ApplicationList: ...
