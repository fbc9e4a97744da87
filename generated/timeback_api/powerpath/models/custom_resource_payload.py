from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, json_field


class CustomResourcePayload(Model):
    """Which resource to add, and where.

    Attributes:
        resource_id: Id of any active component resource.
        parent_component_id: Id of the course component to add the resource to.
        skipped: Whether the resource is initially hidden. Default: false.
    """

    resource_id: str = json_field("resource_id", TEXT)
    parent_component_id: str = json_field("parent_component_id", TEXT)
    skipped: bool | None = json_field("skipped", BOOLEAN, default=None)


parse_custom_resource_payload = CustomResourcePayload._parse
