"""Read the MAP reports of a student"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.map_report import MapReport, parse_map_report
from timeback_api.edubridge.models.map_report_list import MapReportList, parse_map_report_list
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getMapProfile", "GET", "/learning-reports/map-profile/{userId}",
    {200: ResponseDecoder(parse_map_report_list, parse_map_report, collection=("data",))}, is_extension=True,
)


@clears_locals
def build(user_id: str) -> Request[list[MapReport]]:
    """Read the MAP reports of a student.

    The reports on the MAP tests of a student. The status is 404 if there are none.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user.

    Source: GET /edubridge/learning-reports/map-profile/{userId} (getMapProfile).
    """
    return Request(OPERATION, f"/learning-reports/map-profile/{encoding.path_segment('user_id', user_id)}")


@sends(build)
def sync_detailed(user_id: str, *, client: Sender) -> Response[MapReportList]: ...
@sends(build)
def sync(user_id: str, *, client: Sender) -> MapReportList: ...
@sends(build)
async def asyncio_detailed(user_id: str, *, client: AsyncSender) -> Response[MapReportList]: ...
@sends(build)
async def asyncio(user_id: str, *, client: AsyncSender) -> MapReportList: ...
