"""Read the time that a student saved"""

from timeback_api.edubridge._package import PACKAGE
from timeback_api.edubridge.models.single_time_saved import SingleTimeSaved, parse_single_time_saved
from timeback_api.edubridge.models.time_saved import TimeSaved, parse_time_saved
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getTimeSaved", "GET", "/time-saved/user/{userId}",
    {200: ResponseDecoder(parse_single_time_saved, parse_time_saved, unwrap=(("data",),))}, is_extension=True,
)


@clears_locals
def build(user_id: str) -> Request[TimeSaved]:
    """Read the time that a student saved.

    The time that a student saved compared with a standard school. It counts the school days since the start of the
    school year or the earliest enrollment, whichever is later.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user.

    Source: GET /edubridge/time-saved/user/{userId} (getTimeSaved).
    """
    return Request(OPERATION, f"/time-saved/user/{encoding.path_segment('user_id', user_id)}")


@sends(build)
def sync_detailed(user_id: str, *, client: Sender) -> Response[SingleTimeSaved]: ...
@sends(build)
def sync(user_id: str, *, client: Sender) -> SingleTimeSaved: ...
@sends(build)
async def asyncio_detailed(user_id: str, *, client: AsyncSender) -> Response[SingleTimeSaved]: ...
@sends(build)
async def asyncio(user_id: str, *, client: AsyncSender) -> SingleTimeSaved: ...
