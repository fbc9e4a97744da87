"""Progress of a student in the courses of a subject."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SubjectProgressList(Model):
    """Progress of a student in the courses of a subject.

    Attributes:
        progress: One entry for each course.
    """
    progress: list[SubjectProgress] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SubjectProgressList)
        v: Any
        d = self._begin()
        if (v := self.progress) is not None or "progress" in d:
            d["progress"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.progress = ([parse_subject_progress(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("progress")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SubjectProgressList:
        return parse_subject_progress_list(data)


def parse_subject_progress_list(d: dict[str, Any], whole: bool = False) -> SubjectProgressList:
    self: SubjectProgressList = new(_SubjectProgressList)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SubjectProgressList
    return self


from timeback_api.powerpath.models.subject_progress import SubjectProgress, parse_subject_progress  # noqa: E402

_SubjectProgressList = seed(SubjectProgressList)
SubjectProgressList.FIELDS = {
    "progress": Field("progress", Many(One(SubjectProgress)), True),
}
SubjectProgressList.INSIDE = {
    "progress": ("progress", SubjectProgress),
}
