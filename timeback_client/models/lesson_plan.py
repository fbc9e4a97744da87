"""Lesson plans: a student's own copy of a course, with progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath.models import CourseTree as _CourseTree
from timeback_api.powerpath.models import TreeComponent as _TreeComponent
from timeback_api.powerpath.models import TreeComponentResource as _TreeComponentResource
from timeback_client._compat_model import CompatModel, Json


class ComponentProgress(
    CompatModel,
    names="sourcedId progress status xp results",
    required="sourcedId",
    defaults={"progress": 0, "status": "not_started", "xp": 0, "results": list},
    extra="allow",
):
    """A student's progress in a component or resource."""


class LessonPlanResource(
    CompatModel,
    names="resource sortOrder metadata componentProgress",
    of=_TreeComponentResource,
    required="resource",
    nested={"componentProgress": ComponentProgress, "resource": dict},
    defaults={"sortOrder": 1, "metadata": dict},
):
    """A resource of a lesson plan's component."""


class LessonPlanComponent(
    CompatModel,
    names="sourcedId title status sortOrder type unlockDate metadata prerequisites prerequisiteCriteria "
    "componentResources componentProgress subComponents items",
    of=_TreeComponent,
    required="sourcedId title",
    nested={"componentResources": LessonPlanResource, "componentProgress": ComponentProgress},
    defaults={
        "status": "active",
        "sortOrder": 1,
        "type": "lesson",
        "metadata": dict,
        "prerequisites": list,
        "componentResources": list,
        "subComponents": list,
    },
):
    """A unit or lesson of a lesson plan. ``items`` is an alias of ``subComponents``."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LessonPlanComponent:
        """Create a component from a dictionary without validation."""
        return cls.from_reply(data)

    @classmethod
    def from_reply(cls, data: Mapping[str, Any]) -> LessonPlanComponent:
        self = super().from_reply(cls.filled(data))
        self.model_post_init(None)
        return self

    def model_post_init(self, _context: Any) -> None:
        children = self.subComponents or self.items or []
        self.__dict__["subComponents"] = [
            LessonPlanComponent.from_reply(child) if isinstance(child, dict) else child for child in children
        ]
        self.__dict__["items"] = None


class LessonPlan(
    CompatModel,
    names="course subComponents metadata",
    of=_CourseTree,
    required="course subComponents",
    nested={"course": dict, "subComponents": LessonPlanComponent},
    defaults={"metadata": dict},
):
    """A student's lesson plan."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LessonPlan:
        """Create a lesson plan from a reply, with or without its wrappers, without validation."""
        for _ in range(2):
            inside = data.get("lessonPlan")
            data = inside if isinstance(inside, Mapping) else data
        if "subComponents" not in data and "components" in data:
            data = {**data, "subComponents": data["components"]}
        plan = cls.from_reply(data)
        plan.__dict__.update(
            course=plan.course or {}, subComponents=plan.subComponents or [], metadata=plan.metadata or {}
        )
        return plan

    def to_dict(self, wrapped: bool = True) -> Json:
        """Return the plan in the form of the platform's replies."""
        plan = self._body()
        return {"lessonPlan": {"lessonPlan": plan}} if wrapped else plan

    def get_total_progress(self) -> Json:
        """Sum up all lessons: ``total_xp``, ``completion_percentage``, ``completed_count``, ``total_count``."""
        found: list[Any] = []
        pending = list(self.subComponents)
        while pending:
            component = pending.pop()
            pending += component.subComponents
            if component.type == "lesson" and component.componentProgress:
                found.append(component.componentProgress)
        done = sum(progress.status == "completed" for progress in found)
        return {
            "total_xp": sum(progress.xp or 0 for progress in found),
            "completion_percentage": round(done / len(found) * 100, 2) if found else 0,
            "completed_count": done,
            "total_count": len(found),
        }
