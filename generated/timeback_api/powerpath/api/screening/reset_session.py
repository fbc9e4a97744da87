"""Reset the screening session of a student"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.screening_reset import ScreeningReset
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
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
        OPERATION,
        "/screening/session/reset",
        content=encoding.body("screening_reset", screening_reset, ScreeningReset),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(screening_reset: ScreeningReset | Mapping[str, Any], *, client: Sender) -> Response[None]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(screening_reset))


@clears_locals
def sync(screening_reset: ScreeningReset | Mapping[str, Any], *, client: Sender) -> None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    endpoint_functions.sync(client, build(screening_reset))


@clears_locals
async def asyncio_detailed(
    screening_reset: ScreeningReset | Mapping[str, Any], *, client: AsyncSender
) -> Response[None]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(screening_reset))


@clears_locals
async def asyncio(screening_reset: ScreeningReset | Mapping[str, Any], *, client: AsyncSender) -> None:
    """Like ``sync``, but asynchronous."""
    await endpoint_functions.asyncio(client, build(screening_reset))
