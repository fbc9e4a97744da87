"""Read the renderer of a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.render_config import RenderConfig, parse_render_config
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getRenderConfig",
    "GET",
    "/render-config/{courseId}",
    {200: ResponseDecoder(parse_render_config)},
    is_extension=True,
)


@clears_locals
def build(course_id: str) -> Request[RenderConfig]:
    """Read the renderer of a course.

    The renderer configuration of one course.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.

    Source: GET /powerpath/render-config/{courseId} (getRenderConfig).
    """
    return Request(OPERATION, f"/render-config/{encoding.path_segment('course_id', course_id)}")


@clears_locals
def sync_detailed(course_id: str, *, client: Sender) -> Response[RenderConfig]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(course_id))


@clears_locals
def sync(course_id: str, *, client: Sender) -> RenderConfig:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(course_id))


@clears_locals
async def asyncio_detailed(course_id: str, *, client: AsyncSender) -> Response[RenderConfig]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(course_id))


@clears_locals
async def asyncio(course_id: str, *, client: AsyncSender) -> RenderConfig:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(course_id))
