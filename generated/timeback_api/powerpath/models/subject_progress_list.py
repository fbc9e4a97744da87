"""Progress of a student in the courses of a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.subject_progress import SubjectProgress, parse_subject_progress
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SubjectProgressList(Model):
    """Progress of a student in the courses of a subject.

    Attributes:
        progress: One entry for each course.
    """

    FIELDS = {"progress": Field("progress", ListOf(ModelOf(SubjectProgress)), True)}
    NESTED = {"progress": ("progress", SubjectProgress)}

    progress: list[SubjectProgress]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SubjectProgressList)
        value: Any
        data = self._start_dict()
        if (value := self.progress) is not None or "progress" in data:
            data["progress"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.progress = parse_list_deep(data.get("progress"), parse_subject_progress)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SubjectProgressList:
        return parse_subject_progress_list(data)


_UntrackedSubjectProgressList = untracked_subclass(SubjectProgressList)


def parse_subject_progress_list(data: Any, deep: bool = False) -> SubjectProgressList:
    instance: SubjectProgressList = new_model(_UntrackedSubjectProgressList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SubjectProgressList
    return instance
