"""Methods of ``client.powerpath.render_configs``."""

from timeback._resources.descriptors import operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.powerpath.api.render_config import delete_render_config, get_render_config, upsert_render_config


class _RenderConfigs:
    """Render configurations: how the lessons of a course are displayed."""

    get_render_config = operation(get_render_config)
    upsert_render_config = operation(upsert_render_config)
    delete_render_config = operation(delete_render_config)


class RenderConfigs(_RenderConfigs, SyncResource):
    __doc__ = _RenderConfigs.__doc__


class AsyncRenderConfigs(_RenderConfigs, AsyncResource):
    __doc__ = _RenderConfigs.__doc__
