"""An item of a lesson plan, with the items in it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.lesson_plan_item_type import LessonPlanItemType, as_lesson_plan_item_type
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    list_to_dicts,
    new_model,
    parse_list_deep,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class LessonPlanNode(Model):
    """An item of a lesson plan, with the items in it.

    Attributes:
        item_id: Id of the item. It changes when the plan is recreated, so operations do not accept it.
        type_: Whether an item of a lesson plan is a component or a resource.
        title: Title of the item.
        order: Text that sorts the item among its siblings.
        skipped: Whether the item is hidden from the student.
        component_id: Id of the course component, if the item is one.
        component_resource_id: Id of the component resource, if the item is one.
        sub_components: The components in this one, in order.
        component_resources: The resources in this component, in order.
    """

    item_id: str
    type_: LessonPlanItemType | str
    title: str
    order: str
    skipped: bool
    component_id: str | None = None
    component_resource_id: str | None = None
    sub_components: list[LessonPlanNode] | None = None
    component_resources: list[LessonPlanNode] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, LessonPlanNode)
        value: Any
        data = self._start_dict()
        if (value := self.item_id) is not None or "itemId" in data:
            data["itemId"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if type(value) is str else enum_to_json(value)
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.order) is not None or "order" in data:
            data["order"] = value
        if (value := self.skipped) is not None or "skipped" in data:
            data["skipped"] = value
        if (value := self.component_id) is not None or "componentId" in data:
            data["componentId"] = value
        if (value := self.component_resource_id) is not None or "componentResourceId" in data:
            data["componentResourceId"] = value
        if (value := self.sub_components) is not None or "subComponents" in data:
            data["subComponents"] = list_to_dicts(value)
        if (value := self.component_resources) is not None or "componentResources" in data:
            data["componentResources"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.sub_components = parse_list_deep(data.get("subComponents"), parse_lesson_plan_node)
        self.component_resources = parse_list_deep(data.get("componentResources"), parse_lesson_plan_node)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> LessonPlanNode:
        return parse_lesson_plan_node(data)


_UntrackedLessonPlanNode = untracked_subclass(LessonPlanNode)


def parse_lesson_plan_node(data: Any, deep: bool = False) -> LessonPlanNode:
    instance: LessonPlanNode = new_model(_UntrackedLessonPlanNode)
    instance._received = data
    instance._changed = None
    instance.item_id = data.get("itemId")
    instance.type_ = as_lesson_plan_item_type(value, value) if type(value := data.get("type")) is str else value
    instance.title = data.get("title")
    instance.order = data.get("order")
    instance.skipped = data.get("skipped")
    instance.component_id = data.get("componentId")
    instance.component_resource_id = data.get("componentResourceId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = LessonPlanNode
    return instance


# The metadata refers to the class, so it is set after the class exists.
LessonPlanNode.FIELDS = {
    "item_id": Field("itemId", TEXT, True),
    "type_": Field("type", Choice(LessonPlanItemType), True),
    "title": Field("title", TEXT, True),
    "order": Field("order", TEXT, True),
    "skipped": Field("skipped", BOOLEAN, True),
    "component_id": Field("componentId", TEXT),
    "component_resource_id": Field("componentResourceId", TEXT),
    "sub_components": Field("subComponents", ListOf(ModelOf(LessonPlanNode))),
    "component_resources": Field("componentResources", ListOf(ModelOf(LessonPlanNode))),
}
LessonPlanNode.NESTED = {
    "sub_components": ("subComponents", LessonPlanNode),
    "component_resources": ("componentResources", LessonPlanNode),
}
