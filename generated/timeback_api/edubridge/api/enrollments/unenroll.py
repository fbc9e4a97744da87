"""End the enrollment of a user in a course"""

from timeback_api.edubridge._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "unenroll", "DELETE", "/enrollments/unenroll/{userId}/{courseId}", {204: None}, is_extension=True
)


@clears_locals
def build(user_id: str, course_id: str) -> Request[None]:
    """End the enrollment of a user in a course.

    Marks the enrollment in a course at the primary organisation of the user as `tobedeleted`.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        user_id: Id of the user.
        course_id: Id of the course.

    Source: DELETE /edubridge/enrollments/unenroll/{userId}/{courseId} (unenroll).
    """
    return Request(
        OPERATION,
        f"/enrollments/unenroll/{encoding.path_segment('user_id', user_id)}"
        f"/{encoding.path_segment('course_id', course_id)}",
    )


@clears_locals
def sync_detailed(user_id: str, course_id: str, *, client: Sender) -> Response[None]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(user_id, course_id))


@clears_locals
def sync(user_id: str, course_id: str, *, client: Sender) -> None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    endpoint_functions.sync(client, build(user_id, course_id))


@clears_locals
async def asyncio_detailed(user_id: str, course_id: str, *, client: AsyncSender) -> Response[None]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(user_id, course_id))


@clears_locals
async def asyncio(user_id: str, course_id: str, *, client: AsyncSender) -> None:
    """Like ``sync``, but asynchronous."""
    await endpoint_functions.asyncio(client, build(user_id, course_id))
