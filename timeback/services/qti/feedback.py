"""Methods of ``client.qti.feedback``."""

from timeback._resources.descriptors import operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.qti.api.feedback import delete_feedback
from timeback_api.qti.api.lesson import create_lesson_feedback, get_feedback_by_lesson_id
from timeback_api.qti.api.question import create_question_feedback


class _FeedbackCollection:
    """Feedback from users on lessons and questions."""

    create_lesson_feedback = operation(create_lesson_feedback)
    list_lesson_feedback = operation(get_feedback_by_lesson_id)
    create_question_feedback = operation(create_question_feedback)
    delete_feedback = operation(delete_feedback)


class FeedbackCollection(_FeedbackCollection, SyncResource):
    __doc__ = _FeedbackCollection.__doc__


class AsyncFeedbackCollection(_FeedbackCollection, AsyncResource):
    __doc__ = _FeedbackCollection.__doc__
