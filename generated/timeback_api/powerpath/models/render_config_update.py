from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, ListOf, json_field


class RenderConfigUpdate(Model):
    """Reply to setting a renderer.

    Attributes:
        updated: Ids of the courses whose configuration was set.
    """

    updated: list[str] = json_field("updated", ListOf(TEXT))


parse_render_config_update = RenderConfigUpdate._parse
