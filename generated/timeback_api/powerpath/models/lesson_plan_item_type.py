"""Whether an item of a lesson plan is a component or a resource."""

from enum import StrEnum


class LessonPlanItemType(StrEnum):
    """Whether an item of a lesson plan is a component or a resource."""

    COMPONENT = "component"
    RESOURCE = "resource"


as_lesson_plan_item_type = {member.value: member for member in LessonPlanItemType}.get
