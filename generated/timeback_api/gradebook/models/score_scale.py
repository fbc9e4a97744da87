"""How scores are written down in a class, and what each of them stands for."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FREE, MOMENT, TEXT, Choice, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ScoreScale(Model):
    """How scores are written down in a class, and what each of them stands for.

    Attributes:
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        title: Name of the score scale.
        type_: What kind of scale it is, in words of those who use it.
        class_: The class that the scale is for.
        score_scale_value: The values of the scale, each with what it stands for.
        sourced_id: Id of the score scale.
        date_last_modified: When the score scale was last changed. The server sets it.
        course: The course that the scale is for.
    """
    status: Status | str | None
    title: str | None
    type_: str | None
    class_: Reference | None
    score_scale_value: list[ScoreScaleValue] | None
    sourced_id: str | None = None
    date_last_modified: datetime.datetime | None = None
    course: Reference | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ScoreScale)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.class_) is not None or "class" in d:
            d["class"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.course) is not None or "course" in d:
            d["course"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.score_scale_value) is not None or "scoreScaleValue" in d:
            d["scoreScaleValue"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.class_ = parse_reference(v) if type(v := d.get("class")) is dict else v
        self.course = parse_reference(v) if type(v := d.get("course")) is dict else v
        self.score_scale_value = ([parse_score_scale_value(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("scoreScaleValue")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ScoreScale:
        return parse_score_scale(data)


def parse_score_scale(d: dict[str, Any], whole: bool = False) -> ScoreScale:
    self: ScoreScale = new(_ScoreScale)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.type_ = d.get("type")
    self.metadata = d.get("metadata")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ScoreScale
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.gradebook.models.score_scale_value import ScoreScaleValue, parse_score_scale_value  # noqa: E402

_ScoreScale = seed(ScoreScale)
ScoreScale.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "title": Field("title", TEXT, True),
    "type_": Field("type", TEXT, True),
    "class_": Field("class", One(Reference), True),
    "course": Field("course", One(Reference)),
    "score_scale_value": Field("scoreScaleValue", Many(One(ScoreScaleValue)), True),
    "metadata": Field("metadata", FREE),
}
ScoreScale.INSIDE = {
    "class_": ("class", Reference),
    "course": ("course", Reference),
    "score_scale_value": ("scoreScaleValue", ScoreScaleValue),
}
ScoreScale.FILTERS = frozenset({"class.sourcedId", "classSourcedId", "course.sourcedId", "courseSourcedId"})
