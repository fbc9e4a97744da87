"""A component of a course, with the components and resources in it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.status import Status, as_status
from timeback_api.powerpath.models.tree_component_resource import TreeComponentResource, parse_tree_component_resource
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    list_to_dicts,
    new_model,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, AnyOf, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    id: str
    sourced_id: str
    status: Status | str
    title: str
    sort_order: str | float | None = None
    prerequisites: list[str] | None = None
    prerequisite_criteria: str | None = None
    unlock_date: str | None = None
    metadata: dict[str, Any] | None = None
    sub_components: list[TreeComponent] | None = None
    component_resources: list[TreeComponentResource] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TreeComponent)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.sort_order) is not None or "sortOrder" in data:
            data["sortOrder"] = value
        if (value := self.prerequisites) is not None or "prerequisites" in data:
            data["prerequisites"] = value if value is data.get("prerequisites") else to_json(value)
        if (value := self.prerequisite_criteria) is not None or "prerequisiteCriteria" in data:
            data["prerequisiteCriteria"] = value
        if (value := self.unlock_date) is not None or "unlockDate" in data:
            data["unlockDate"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        if (value := self.sub_components) is not None or "subComponents" in data:
            data["subComponents"] = list_to_dicts(value)
        if (value := self.component_resources) is not None or "componentResources" in data:
            data["componentResources"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.sub_components = parse_list_deep(data.get("subComponents"), parse_tree_component)
        self.component_resources = parse_list_deep(data.get("componentResources"), parse_tree_component_resource)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TreeComponent:
        return parse_tree_component(data)


_UntrackedTreeComponent = untracked_subclass(TreeComponent)


def parse_tree_component(data: Any, deep: bool = False) -> TreeComponent:
    instance: TreeComponent = new_model(_UntrackedTreeComponent)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.title = data.get("title")
    instance.sort_order = data.get("sortOrder")
    instance.prerequisites = data.get("prerequisites")
    instance.prerequisite_criteria = data.get("prerequisiteCriteria")
    instance.unlock_date = data.get("unlockDate")
    instance.metadata = data.get("metadata")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TreeComponent
    return instance


# The metadata refers to the class, so it is set after the class exists.
TreeComponent.FIELDS = {
    "id": Field("id", TEXT, True),
    "sourced_id": Field("sourcedId", TEXT, True),
    "status": Field("status", Choice(Status), True),
    "title": Field("title", TEXT, True),
    "sort_order": Field("sortOrder", AnyOf(TEXT, NUMBER)),
    "prerequisites": Field("prerequisites", ListOf(TEXT)),
    "prerequisite_criteria": Field("prerequisiteCriteria", TEXT),
    "unlock_date": Field("unlockDate", TEXT),
    "metadata": Field("metadata", OBJECT),
    "sub_components": Field("subComponents", ListOf(ModelOf(TreeComponent))),
    "component_resources": Field("componentResources", ListOf(ModelOf(TreeComponentResource))),
}
TreeComponent.NESTED = {
    "sub_components": ("subComponents", TreeComponent),
    "component_resources": ("componentResources", TreeComponentResource),
}
