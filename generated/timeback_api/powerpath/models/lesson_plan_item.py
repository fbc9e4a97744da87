from __future__ import annotations

from timeback_api.powerpath.models.lesson_plan_item_type import LessonPlanItemType
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class LessonPlanItem(Model):
    """Names an item of a lesson plan.

    Attributes:
        id: Id of the course component or component resource, not of the item in the plan.
        type_: Whether an item of a lesson plan is a component or a resource.
    """

    id: str = json_field("id", TEXT)
    type_: LessonPlanItemType | str = json_field("type", Choice(LessonPlanItemType))


parse_lesson_plan_item = LessonPlanItem._parse
