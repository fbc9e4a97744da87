"""Set the renderer of courses"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.new_render_config import NewRenderConfig
from timeback_api.powerpath.models.render_config_update import RenderConfigUpdate, parse_render_config_update
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "upsertRenderConfig",
    "PUT",
    "/render-config",
    {200: ResponseDecoder(parse_render_config_update, optional=True)},
    is_extension=True,
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
        OPERATION,
        "/render-config",
        content=encoding.body("new_render_config", new_render_config, NewRenderConfig, mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    new_render_config: NewRenderConfig | Mapping[str, Any], *, client: Sender
) -> Response[RenderConfigUpdate]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(new_render_config))


@clears_locals
def sync(new_render_config: NewRenderConfig | Mapping[str, Any], *, client: Sender) -> RenderConfigUpdate | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(new_render_config))


@clears_locals
async def asyncio_detailed(
    new_render_config: NewRenderConfig | Mapping[str, Any], *, client: AsyncSender
) -> Response[RenderConfigUpdate]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(new_render_config))


@clears_locals
async def asyncio(
    new_render_config: NewRenderConfig | Mapping[str, Any], *, client: AsyncSender
) -> RenderConfigUpdate | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(new_render_config))
