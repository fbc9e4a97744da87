"""Set the renderer of courses"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.new_render_config import NewRenderConfig
from timeback_api.powerpath.models.render_config_update import RenderConfigUpdate, parse_render_config_update
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "upsertRenderConfig", "PUT", "/render-config",
    {200: ResponseDecoder(parse_render_config_update, optional=True)}, is_extension=True,
)


@clears_locals
def build(new_render_config: NewRenderConfig | Mapping[str, Any]) -> Request[RenderConfigUpdate | None]:
    """Set the renderer of courses.

    Creates or replaces the renderer configuration of one or more courses.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_render_config: The courses and the renderer.

    Source: PUT /powerpath/render-config (upsertRenderConfig).
    """
    return Request(
        OPERATION, "/render-config",
        content=encoding.body("new_render_config", new_render_config, NewRenderConfig, mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    new_render_config: NewRenderConfig | Mapping[str, Any], *, client: Sender,
) -> Response[RenderConfigUpdate]: ...
@sends(build)
def sync(new_render_config: NewRenderConfig | Mapping[str, Any], *, client: Sender) -> RenderConfigUpdate | None: ...
@sends(build)
async def asyncio_detailed(
    new_render_config: NewRenderConfig | Mapping[str, Any], *, client: AsyncSender,
) -> Response[RenderConfigUpdate]: ...
@sends(build)
async def asyncio(
    new_render_config: NewRenderConfig | Mapping[str, Any], *, client: AsyncSender,
) -> RenderConfigUpdate | None: ...
