from enum import StrEnum


class LessonPlanItemType(StrEnum):
    """Whether an item of a lesson plan is a component or a resource."""

    COMPONENT = "component"
    RESOURCE = "resource"
