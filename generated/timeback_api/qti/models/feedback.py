"""A user's feedback on a lesson or a question."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.feedback_type import FeedbackType, as_feedback_type
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Feedback(Model):
    """A user's feedback on a lesson or a question. It may contain personal data.

    Attributes:
        user_id: Id of the user who says it.
        lesson_id: Id of the lesson.
        feedback: Text of the feedback.
        id: Id of the feedback, set by the server and used to delete it. The platform's document does not mention it.
        question_id: Id of the question, if the feedback is on a question.
        type_: Whether the feedback is on a question or a lesson.
        human_approved: Whether a person has reviewed and accepted the feedback.
    """

    FIELDS = {
        "id": Field("id", TEXT),
        "user_id": Field("userId", TEXT, True),
        "lesson_id": Field("lessonId", TEXT, True),
        "question_id": Field("questionId", TEXT),
        "feedback": Field("feedback", TEXT, True),
        "type_": Field("type", Choice(FeedbackType)),
        "human_approved": Field("humanApproved", BOOLEAN),
    }

    user_id: str
    lesson_id: str
    feedback: str
    id: str | None = None
    question_id: str | None = None
    type_: FeedbackType | str | None = None
    human_approved: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Feedback)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.user_id) is not None or "userId" in data:
            data["userId"] = value
        if (value := self.lesson_id) is not None or "lessonId" in data:
            data["lessonId"] = value
        if (value := self.question_id) is not None or "questionId" in data:
            data["questionId"] = value
        if (value := self.feedback) is not None or "feedback" in data:
            data["feedback"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if type(value) is str else enum_to_json(value)
        if (value := self.human_approved) is not None or "humanApproved" in data:
            data["humanApproved"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Feedback:
        return parse_feedback(data)


_UntrackedFeedback = untracked_subclass(Feedback)


def parse_feedback(data: Any) -> Feedback:
    instance: Feedback = new_model(_UntrackedFeedback)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.user_id = data.get("userId")
    instance.lesson_id = data.get("lessonId")
    instance.question_id = data.get("questionId")
    instance.feedback = data.get("feedback")
    instance.type_ = as_feedback_type(value, value) if type(value := data.get("type")) is str else value
    instance.human_approved = data.get("humanApproved")
    instance.__class__ = Feedback
    return instance
