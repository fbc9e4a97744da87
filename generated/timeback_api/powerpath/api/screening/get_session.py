"""Read the screening session of a student"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.screening_session import ScreeningSession, parse_screening_session
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_USER_ID = frozenset({"reset"})
OPERATION = Operation(
    PACKAGE, "getSession", "GET", "/screening/session/{userId}", {200: ResponseDecoder(parse_screening_session)},
    is_extension=True,
)


@clears_locals
def build(user_id: str) -> Request[ScreeningSession]:
    """Read the screening session of a student.

    The session at the test provider, with the credentials of the student and the assigned test.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the student.

    Source: GET /powerpath/screening/session/{userId} (getSession).
    """
    return Request(OPERATION, f"/screening/session/{encoding.path_segment('user_id', user_id, _RESERVED_USER_ID)}")


@sends(build)
def sync_detailed(user_id: str, *, client: Sender) -> Response[ScreeningSession]: ...
@sends(build)
def sync(user_id: str, *, client: Sender) -> ScreeningSession: ...
@sends(build)
async def asyncio_detailed(user_id: str, *, client: AsyncSender) -> Response[ScreeningSession]: ...
@sends(build)
async def asyncio(user_id: str, *, client: AsyncSender) -> ScreeningSession: ...
