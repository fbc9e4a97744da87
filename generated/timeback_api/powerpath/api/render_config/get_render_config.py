"""Read the renderer of a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.render_config import RenderConfig, parse_render_config
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getRenderConfig", "GET", "/render-config/{courseId}", {200: ResponseDecoder(parse_render_config)},
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


@sends(build)
def sync_detailed(course_id: str, *, client: Sender) -> Response[RenderConfig]: ...
@sends(build)
def sync(course_id: str, *, client: Sender) -> RenderConfig: ...
@sends(build)
async def asyncio_detailed(course_id: str, *, client: AsyncSender) -> Response[RenderConfig]: ...
@sends(build)
async def asyncio(course_id: str, *, client: AsyncSender) -> RenderConfig: ...
