"""Read the screening results of a student"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.screening_result import ScreeningResult
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import MapOf

OPERATION = Operation(
    PACKAGE, "getResults", "GET", "/screening/results/{userId}",
    {200: ResponseDecoder(MapOf(ModelOf(ScreeningResult)).parse)}, is_extension=True,
)


@clears_locals
def build(user_id: str) -> Request[dict[str, ScreeningResult]]:
    """Read the screening results of a student.

    The newest result of each screening test, under the name of its subject.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the student.

    Source: GET /powerpath/screening/results/{userId} (getResults).
    """
    return Request(OPERATION, f"/screening/results/{encoding.path_segment('user_id', user_id)}")


@sends(build)
def sync_detailed(user_id: str, *, client: Sender) -> Response[dict[str, ScreeningResult]]: ...
@sends(build)
def sync(user_id: str, *, client: Sender) -> dict[str, ScreeningResult]: ...
@sends(build)
async def asyncio_detailed(user_id: str, *, client: AsyncSender) -> Response[dict[str, ScreeningResult]]: ...
@sends(build)
async def asyncio(user_id: str, *, client: AsyncSender) -> dict[str, ScreeningResult]: ...
