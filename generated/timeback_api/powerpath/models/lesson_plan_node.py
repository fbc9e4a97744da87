from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_item_type import LessonPlanItemType
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, TEXT, Choice, ListOf, json_field


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

    item_id: str = json_field("itemId", TEXT)
    type_: LessonPlanItemType | str = json_field("type", Choice(LessonPlanItemType))
    title: str = json_field("title", TEXT)
    order: str = json_field("order", TEXT)
    skipped: bool = json_field("skipped", BOOLEAN)
    component_id: str | None = json_field("componentId", TEXT, default=None)
    component_resource_id: str | None = json_field("componentResourceId", TEXT, default=None)
    sub_components: list[LessonPlanNode] | None = json_field(
        "subComponents", ListOf(ModelOf(lambda: LessonPlanNode)), default=None
    )
    component_resources: list[LessonPlanNode] | None = json_field(
        "componentResources", ListOf(ModelOf(lambda: LessonPlanNode)), default=None
    )


parse_lesson_plan_node = LessonPlanNode._parse
