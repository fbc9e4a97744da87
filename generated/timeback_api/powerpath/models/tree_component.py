from __future__ import annotations

from typing import Any

from timeback_api.common.models.status import Status
from timeback_api.powerpath.models.tree_component_resource import TreeComponentResource
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, AnyOf, Choice, ListOf, json_field


class TreeComponent(Model):
    """A component of a course, with the components and resources in it.

    Attributes:
        id: Id of the item in the tree. It changes when the plan is recreated.
        sourced_id: Id of the course component.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        title: Title of the component.
        sort_order: Position among the siblings, a number or a sortable text.
        prerequisites: Ids of the components to complete before this one.
        prerequisite_criteria: Whether all prerequisites are needed or any one of them.
        unlock_date: Date from which the component is available.
        metadata: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
        sub_components: The components in this one, in order.
        component_resources: The resources in this component, in order.
    """

    id: str = json_field("id", TEXT)
    sourced_id: str = json_field("sourcedId", TEXT)
    status: Status | str = json_field("status", Choice(Status))
    title: str = json_field("title", TEXT)
    sort_order: str | float | None = json_field("sortOrder", AnyOf(TEXT, NUMBER), default=None)
    prerequisites: list[str] | None = json_field("prerequisites", ListOf(TEXT), default=None)
    prerequisite_criteria: str | None = json_field("prerequisiteCriteria", TEXT, default=None)
    unlock_date: str | None = json_field("unlockDate", TEXT, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)
    sub_components: list[TreeComponent] | None = json_field(
        "subComponents", ListOf(ModelOf(lambda: TreeComponent)), default=None
    )
    component_resources: list[TreeComponentResource] | None = json_field(
        "componentResources", ListOf(ModelOf(TreeComponentResource)), default=None
    )


parse_tree_component = TreeComponent._parse
