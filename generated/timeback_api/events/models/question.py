"""A question of an event."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, TEXT, AnyOf, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Question(Model):
    """A question of an event.

    Attributes:
        id: IRI of the question.
        type_: Type of the entity.
        name: Name of the question.
        is_part_of: The test or lesson that the question is in.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", OneOf("AssessmentItem"), True),
        "name": Field("name", TEXT),
        "is_part_of": Field("isPartOf", AnyOf(TEXT, OBJECT)),
        "extensions": Field("extensions", OBJECT),
    }

    id: str
    type_: str = "AssessmentItem"
    name: str | None = None
    is_part_of: str | dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Question)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.name) is not None or "name" in data:
            data["name"] = value
        if (value := self.is_part_of) is not None or "isPartOf" in data:
            data["isPartOf"] = value if value is data.get("isPartOf") else to_json(value)
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Question:
        return parse_question(data)


_UntrackedQuestion = untracked_subclass(Question)


def parse_question(data: Any) -> Question:
    instance: Question = new_model(_UntrackedQuestion)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.name = data.get("name")
    instance.is_part_of = data.get("isPartOf")
    instance.extensions = data.get("extensions")
    instance.__class__ = Question
    return instance
