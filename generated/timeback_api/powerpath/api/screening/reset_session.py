"""Reset the screening session of a student"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.screening_reset import ScreeningReset
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(PACKAGE, "resetSession", "POST", "/screening/session/reset", {204: None}, is_extension=True)


@clears_locals
def build(screening_reset: ScreeningReset | Mapping[str, Any]) -> Request[None]:
    """Reset the screening session of a student.

    Deletes the current session, so that the student gets a new one.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        screening_reset: The student.

    Source: POST /powerpath/screening/session/reset (resetSession).
    """
    return Request(
        OPERATION, "/screening/session/reset",
        content=encoding.body("screening_reset", screening_reset, ScreeningReset), content_type="application/json",
    )


@sends(build)
def sync_detailed(screening_reset: ScreeningReset | Mapping[str, Any], *, client: Sender) -> Response[None]: ...
@sends(build)
def sync(screening_reset: ScreeningReset | Mapping[str, Any], *, client: Sender) -> None: ...
@sends(build)
async def asyncio_detailed(
    screening_reset: ScreeningReset | Mapping[str, Any], *, client: AsyncSender,
) -> Response[None]: ...
@sends(build)
async def asyncio(screening_reset: ScreeningReset | Mapping[str, Any], *, client: AsyncSender) -> None: ...
