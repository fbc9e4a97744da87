"""Remove the renderer of a course"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.render_config_deletion import RenderConfigDeletion, parse_render_config_deletion
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "deleteRenderConfig", "DELETE", "/render-config/{courseId}",
    {200: ResponseDecoder(parse_render_config_deletion)}, is_extension=True,
)


@clears_locals
def build(course_id: str) -> Request[RenderConfigDeletion]:
    """Remove the renderer of a course.

    Deletes the configuration, so that the course uses the standard renderer again.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        course_id: Id of the course.

    Source: DELETE /powerpath/render-config/{courseId} (deleteRenderConfig).
    """
    return Request(OPERATION, f"/render-config/{encoding.path_segment('course_id', course_id)}")


@sends(build)
def sync_detailed(course_id: str, *, client: Sender) -> Response[RenderConfigDeletion]: ...
@sends(build)
def sync(course_id: str, *, client: Sender) -> RenderConfigDeletion: ...
@sends(build)
async def asyncio_detailed(course_id: str, *, client: AsyncSender) -> Response[RenderConfigDeletion]: ...
@sends(build)
async def asyncio(course_id: str, *, client: AsyncSender) -> RenderConfigDeletion: ...
