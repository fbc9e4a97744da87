"""A component of a course, with the components and resources in it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, NUMBER, TEXT, Choice, Either, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TreeComponent(Model):
    """A component of a course, with the components and resources in it.

    Attributes:
        id: Id of the item in the tree. It changes when the plan is recreated.
        sourced_id: Id of the course component.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        title: Title of the component.
        sort_order: Place among the siblings, a number or a text that sorts.
        prerequisites: Ids of the components to complete before this one.
        prerequisite_criteria: Whether all prerequisites are needed or any one of them.
        unlock_date: Date from which the component can be worked on.
        metadata: Free key and value pairs that travel with an object. What they mean is agreed between those who
            write and those who read them.
        sub_components: The components in this one, in order.
        component_resources: The resources in this component, in order.
    """
    id: str | None
    sourced_id: str | None
    status: Status | str | None
    title: str | None
    sort_order: str | float | None = None
    prerequisites: list[str] | None = None
    prerequisite_criteria: str | None = None
    unlock_date: str | None = None
    metadata: dict[str, Any] | None = None
    sub_components: list[TreeComponent] | None = None
    component_resources: list[TreeComponentResource] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TreeComponent)
        v: Any
        d = self._begin()
        if (v := self.id) is not None or "id" in d:
            d["id"] = v
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.sort_order) is not None or "sortOrder" in d:
            d["sortOrder"] = v
        if (v := self.prerequisites) is not None or "prerequisites" in d:
            d["prerequisites"] = v
        if (v := self.prerequisite_criteria) is not None or "prerequisiteCriteria" in d:
            d["prerequisiteCriteria"] = v
        if (v := self.unlock_date) is not None or "unlockDate" in d:
            d["unlockDate"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        if (v := self.sub_components) is not None or "subComponents" in d:
            d["subComponents"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.component_resources) is not None or "componentResources" in d:
            d["componentResources"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.sub_components = ([parse_tree_component(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("subComponents")) is list else v
        self.component_resources = ([parse_tree_component_resource(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("componentResources")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TreeComponent:
        return parse_tree_component(data)


def parse_tree_component(d: dict[str, Any], whole: bool = False) -> TreeComponent:
    self: TreeComponent = new(_TreeComponent)
    self._raw = d
    self._changed = None
    self.id = d.get("id")
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.title = d.get("title")
    self.sort_order = d.get("sortOrder")
    self.prerequisites = d.get("prerequisites")
    self.prerequisite_criteria = d.get("prerequisiteCriteria")
    self.unlock_date = d.get("unlockDate")
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TreeComponent
    return self


from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.powerpath.models.tree_component_resource import TreeComponentResource, parse_tree_component_resource  # noqa: E402

_TreeComponent = seed(TreeComponent)
TreeComponent.FIELDS = {
    "id": Field("id", TEXT, True),
    "sourced_id": Field("sourcedId", TEXT, True),
    "status": Field("status", Choice(Status), True),
    "title": Field("title", TEXT, True),
    "sort_order": Field("sortOrder", Either(TEXT, NUMBER)),
    "prerequisites": Field("prerequisites", Many(TEXT)),
    "prerequisite_criteria": Field("prerequisiteCriteria", TEXT),
    "unlock_date": Field("unlockDate", TEXT),
    "metadata": Field("metadata", FREE),
    "sub_components": Field("subComponents", Many(One(TreeComponent))),
    "component_resources": Field("componentResources", Many(One(TreeComponentResource))),
}
TreeComponent.INSIDE = {
    "sub_components": ("subComponents", TreeComponent),
    "component_resources": ("componentResources", TreeComponentResource),
}
