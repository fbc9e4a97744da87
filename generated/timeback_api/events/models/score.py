"""Score of an answer."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, AnyOf, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Score(Model):
    """Score of an answer.

    Attributes:
        id: IRI of the score.
        type_: Type of the entity.
        score_type: What was scored. For a question it is `QUESTION_RESULT`.
        score_given: The points of the answer.
        max_score: The most points that an answer can have.
        attempt: The attempt that was scored.
        scored_by: Who or what scored it.
        comment: Comment on the score.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "type_": Field("type", OneOf("Score"), True),
        "score_type": Field("scoreType", AnyOf(OneOf("QUESTION_RESULT"), TEXT)),
        "score_given": Field("scoreGiven", NUMBER),
        "max_score": Field("maxScore", NUMBER),
        "attempt": Field("attempt", AnyOf(TEXT, OBJECT)),
        "scored_by": Field("scoredBy", AnyOf(TEXT, OBJECT)),
        "comment": Field("comment", TEXT),
        "extensions": Field("extensions", OBJECT),
    }

    id: str
    type_: str = "Score"
    score_type: str | None = None
    score_given: float | None = None
    max_score: float | None = None
    attempt: str | dict[str, Any] | None = None
    scored_by: str | dict[str, Any] | None = None
    comment: str | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Score)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.score_type) is not None or "scoreType" in data:
            data["scoreType"] = value
        if (value := self.score_given) is not None or "scoreGiven" in data:
            data["scoreGiven"] = value
        if (value := self.max_score) is not None or "maxScore" in data:
            data["maxScore"] = value
        if (value := self.attempt) is not None or "attempt" in data:
            data["attempt"] = value if value is data.get("attempt") else to_json(value)
        if (value := self.scored_by) is not None or "scoredBy" in data:
            data["scoredBy"] = value if value is data.get("scoredBy") else to_json(value)
        if (value := self.comment) is not None or "comment" in data:
            data["comment"] = value
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Score:
        return parse_score(data)


_UntrackedScore = untracked_subclass(Score)


def parse_score(data: Any) -> Score:
    instance: Score = new_model(_UntrackedScore)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    instance.score_type = data.get("scoreType")
    instance.score_given = data.get("scoreGiven")
    instance.max_score = data.get("maxScore")
    instance.attempt = data.get("attempt")
    instance.scored_by = data.get("scoredBy")
    instance.comment = data.get("comment")
    instance.extensions = data.get("extensions")
    instance.__class__ = Score
    return instance
