"""Ids of a new test assignment and of the objects that were created with it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CreatedTestAssignment(Model):
    """Ids of a new test assignment and of the objects that were created with it.

    Attributes:
        assignment_id: Id of the assignment.
        lesson_id: Id of the component resource of the lesson.
        resource_id: Id of the resource behind the lesson.
    """

    FIELDS = {
        "assignment_id": Field("assignmentId", TEXT, True),
        "lesson_id": Field("lessonId", TEXT, True),
        "resource_id": Field("resourceId", TEXT, True),
    }

    assignment_id: str
    lesson_id: str
    resource_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CreatedTestAssignment)
        value: Any
        data = self._start_dict()
        if (value := self.assignment_id) is not None or "assignmentId" in data:
            data["assignmentId"] = value
        if (value := self.lesson_id) is not None or "lessonId" in data:
            data["lessonId"] = value
        if (value := self.resource_id) is not None or "resourceId" in data:
            data["resourceId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CreatedTestAssignment:
        return parse_created_test_assignment(data)


_UntrackedCreatedTestAssignment = untracked_subclass(CreatedTestAssignment)


def parse_created_test_assignment(data: Any) -> CreatedTestAssignment:
    instance: CreatedTestAssignment = new_model(_UntrackedCreatedTestAssignment)
    instance._received = data
    instance._changed = None
    instance.assignment_id = data.get("assignmentId")
    instance.lesson_id = data.get("lessonId")
    instance.resource_id = data.get("resourceId")
    instance.__class__ = CreatedTestAssignment
    return instance
