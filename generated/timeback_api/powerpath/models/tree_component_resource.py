from __future__ import annotations

from typing import Any

from timeback_api.powerpath.models.tree_resource import TreeResource
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, AnyOf, json_field


class TreeComponentResource(Model):
    """A resource at its position in a component. It is a lesson in PowerPath.

    Attributes:
        id: Id of the component resource.
        course_component_sourced_id: Id of the component that holds it.
        resource: A OneRoster resource, with the properties that PowerPath has on its content.
        sort_order: Position among the siblings, a number or a sortable text.
        metadata: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
        client_app_id: Id of the application that created it.
        tenant_id: Id of the tenant that it belongs to.
    """

    id: str = json_field("id", TEXT)
    course_component_sourced_id: str = json_field("courseComponentSourcedId", TEXT)
    resource: TreeResource = json_field("resource", ModelOf(TreeResource))
    sort_order: str | float | None = json_field("sortOrder", AnyOf(TEXT, NUMBER), default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)
    client_app_id: str | None = json_field("clientAppId", TEXT)
    tenant_id: str | None = json_field("tenantId", TEXT)


parse_tree_component_resource = TreeComponentResource._parse
