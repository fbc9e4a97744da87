"""An item of a lesson plan, with the items in it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, Choice, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanNode(Model):
    """An item of a lesson plan, with the items in it.

    Attributes:
        item_id: Id of the item. It changes when the plan is recreated, so operations do not take it.
        type_: Whether an item of a lesson plan is a component or a resource in one.
        title: Title of the item.
        order: Text that sorts the item among its siblings.
        skipped: Whether the item is hidden from the student.
        component_id: Id of the course component, where the item is one.
        component_resource_id: Id of the component resource, where the item is one.
        sub_components: The components in this one, in order.
        component_resources: The resources in this component, in order.
    """
    item_id: str | None
    type_: LessonPlanItemType | str | None
    title: str | None
    order: str | None
    skipped: bool | None
    component_id: str | None = None
    component_resource_id: str | None = None
    sub_components: list[LessonPlanNode] | None = None
    component_resources: list[LessonPlanNode] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, LessonPlanNode)
        v: Any
        d = self._begin()
        if (v := self.item_id) is not None or "itemId" in d:
            d["itemId"] = v
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.order) is not None or "order" in d:
            d["order"] = v
        if (v := self.skipped) is not None or "skipped" in d:
            d["skipped"] = v
        if (v := self.component_id) is not None or "componentId" in d:
            d["componentId"] = v
        if (v := self.component_resource_id) is not None or "componentResourceId" in d:
            d["componentResourceId"] = v
        if (v := self.sub_components) is not None or "subComponents" in d:
            d["subComponents"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.component_resources) is not None or "componentResources" in d:
            d["componentResources"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.sub_components = ([parse_lesson_plan_node(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("subComponents")) is list else v
        self.component_resources = ([parse_lesson_plan_node(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("componentResources")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanNode:
        return parse_lesson_plan_node(data)


def parse_lesson_plan_node(d: dict[str, Any], whole: bool = False) -> LessonPlanNode:
    self: LessonPlanNode = new(_LessonPlanNode)
    self._raw = d
    self._changed = None
    self.item_id = d.get("itemId")
    self.type_ = as_lesson_plan_item_type(v, v) if type(v := d.get("type")) is str else v
    self.title = d.get("title")
    self.order = d.get("order")
    self.skipped = d.get("skipped")
    self.component_id = d.get("componentId")
    self.component_resource_id = d.get("componentResourceId")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = LessonPlanNode
    return self


from timeback_api.powerpath.models.lesson_plan_item_type import LessonPlanItemType, as_lesson_plan_item_type  # noqa: E402

_LessonPlanNode = seed(LessonPlanNode)
LessonPlanNode.FIELDS = {
    "item_id": Field("itemId", TEXT, True),
    "type_": Field("type", Choice(LessonPlanItemType), True),
    "title": Field("title", TEXT, True),
    "order": Field("order", TEXT, True),
    "skipped": Field("skipped", FLAG, True),
    "component_id": Field("componentId", TEXT),
    "component_resource_id": Field("componentResourceId", TEXT),
    "sub_components": Field("subComponents", Many(One(LessonPlanNode))),
    "component_resources": Field("componentResources", Many(One(LessonPlanNode))),
}
LessonPlanNode.INSIDE = {
    "sub_components": ("subComponents", LessonPlanNode),
    "component_resources": ("componentResources", LessonPlanNode),
}
