from __future__ import annotations

from timeback_api.qti.models.feedback_type import FeedbackType
from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, Choice, json_field


class Feedback(Model):
    """A user's feedback on a lesson or a question. It may contain personal data.

    Attributes:
        id: Id of the feedback, set by the server and used to delete it. The platform's document does not mention it.
        user_id: Id of the user who says it.
        lesson_id: Id of the lesson.
        question_id: Id of the question, if the feedback is on a question.
        feedback: Text of the feedback.
        type_: Whether the feedback is on a question or a lesson.
        human_approved: Whether a person has reviewed and accepted the feedback.
    """

    id: str | None = json_field("id", TEXT, default=None)
    user_id: str = json_field("userId", TEXT)
    lesson_id: str = json_field("lessonId", TEXT)
    question_id: str | None = json_field("questionId", TEXT, default=None)
    feedback: str = json_field("feedback", TEXT)
    type_: FeedbackType | str | None = json_field("type", Choice(FeedbackType), default=None)
    human_approved: bool | None = json_field("humanApproved", BOOLEAN, default=None)


parse_feedback = Feedback._parse
