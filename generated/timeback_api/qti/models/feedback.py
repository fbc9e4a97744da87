"""What a user has to say about a lesson or a question."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Feedback(Model):
    """What a user has to say about a lesson or a question. It may hold personal data.

    Attributes:
        user_id: Id of the user who says it.
        lesson_id: Id of the lesson.
        feedback: What the user says.
        id: Id that the server gave to the remark, by which it can be deleted. The platform's document does not
            mention it.
        question_id: Id of the question, if the remark is about one.
        type_: What a remark of a user is about.
        human_approved: Whether a person has looked at the remark and accepts it.
    """
    user_id: str | None
    lesson_id: str | None
    feedback: str | None
    id: str | None = None
    question_id: str | None = None
    type_: FeedbackType | str | None = None
    human_approved: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Feedback)
        v: Any
        d = self._begin()
        if (v := self.id) is not None or "id" in d:
            d["id"] = v
        if (v := self.user_id) is not None or "userId" in d:
            d["userId"] = v
        if (v := self.lesson_id) is not None or "lessonId" in d:
            d["lessonId"] = v
        if (v := self.question_id) is not None or "questionId" in d:
            d["questionId"] = v
        if (v := self.feedback) is not None or "feedback" in d:
            d["feedback"] = v
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.human_approved) is not None or "humanApproved" in d:
            d["humanApproved"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Feedback:
        return parse_feedback(data)


def parse_feedback(d: dict[str, Any]) -> Feedback:
    self: Feedback = new(_Feedback)
    self._raw = d
    self._changed = None
    self.id = d.get("id")
    self.user_id = d.get("userId")
    self.lesson_id = d.get("lessonId")
    self.question_id = d.get("questionId")
    self.feedback = d.get("feedback")
    self.type_ = as_feedback_type(v, v) if type(v := d.get("type")) is str else v
    self.human_approved = d.get("humanApproved")
    self.__class__ = Feedback
    return self


from timeback_api.qti.models.feedback_type import FeedbackType, as_feedback_type  # noqa: E402

_Feedback = seed(Feedback)
Feedback.FIELDS = {
    "id": Field("id", TEXT),
    "user_id": Field("userId", TEXT, True),
    "lesson_id": Field("lessonId", TEXT, True),
    "question_id": Field("questionId", TEXT),
    "feedback": Field("feedback", TEXT, True),
    "type_": Field("type", Choice(FeedbackType)),
    "human_approved": Field("humanApproved", FLAG),
}
