"""What an item is about."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, WHOLE, Choice, Either, Field, Limited, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ItemMetadata(Model):
    """What an item is about. Further properties may be added.

    Attributes:
        subject: School subject.
        grade: School grade, as a text or as a number.
        difficulty: How hard a question is. Lessons that adapt to the student choose by it.
        learning_objective_set: Learning objectives, grouped by the framework that they come from.
    """
    subject: str | None = None
    grade: Grade | str | int | None = None
    difficulty: Difficulty | str | None = None
    learning_objective_set: list[LearningObjectiveSet] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ItemMetadata)
        v: Any
        d = self._begin()
        if (v := self.subject) is not None or "subject" in d:
            d["subject"] = v
        if (v := self.grade) is not None or "grade" in d:
            d["grade"] = v
        if (v := self.difficulty) is not None or "difficulty" in d:
            d["difficulty"] = v
        if (v := self.learning_objective_set) is not None or "learningObjectiveSet" in d:
            d["learningObjectiveSet"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.learning_objective_set = ([parse_learning_objective_set(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("learningObjectiveSet")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ItemMetadata:
        return parse_item_metadata(data)


def parse_item_metadata(d: dict[str, Any], whole: bool = False) -> ItemMetadata:
    self: ItemMetadata = new(_ItemMetadata)
    self._raw = d
    self._changed = None
    self.subject = d.get("subject")
    self.grade = as_grade(v, v) if type(v := d.get("grade")) is str else v
    self.difficulty = as_difficulty(v, v) if type(v := d.get("difficulty")) is str else v
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ItemMetadata
    return self


from timeback_api.common.models.difficulty import Difficulty, as_difficulty  # noqa: E402
from timeback_api.common.models.grade import Grade, as_grade  # noqa: E402
from timeback_api.common.models.learning_objective_set import LearningObjectiveSet, parse_learning_objective_set  # noqa: E402

_ItemMetadata = seed(ItemMetadata)
ItemMetadata.FIELDS = {
    "subject": Field("subject", TEXT),
    "grade": Field("grade", Either(Choice(Grade), Limited(WHOLE, -1, 13))),
    "difficulty": Field("difficulty", Choice(Difficulty)),
    "learning_objective_set": Field("learningObjectiveSet", Many(One(LearningObjectiveSet))),
}
ItemMetadata.INSIDE = {
    "learning_objective_set": ("learningObjectiveSet", LearningObjectiveSet),
}
