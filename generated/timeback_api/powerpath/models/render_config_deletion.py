from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class RenderConfigDeletion(Model):
    """Reply to removing a renderer.

    Attributes:
        deleted: Id of the course whose configuration was deleted.
    """

    deleted: str = json_field("deleted", TEXT)


parse_render_config_deletion = RenderConfigDeletion._parse
