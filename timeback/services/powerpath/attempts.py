"""Methods of ``client.powerpath.attempts``."""

from timeback._resources.descriptors import operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.powerpath.api.lesson_mastery import (
    create_new_attempt,
    final_student_assessment_response,
    get_assessment_progress,
    get_attempts,
    get_next_question,
    reset_attempt,
    update_student_question_response,
)


class _Attempts:
    """Attempts at the test of a lesson: its questions one by one, and the student's answers."""

    create_attempt = operation(create_new_attempt)
    list_attempts = operation(get_attempts)
    get_next_question = operation(get_next_question)
    answer_question = operation(update_student_question_response)
    get_assessment_progress = operation(get_assessment_progress)
    finalize_attempt = operation(final_student_assessment_response)
    reset_attempt = operation(reset_attempt)


class Attempts(_Attempts, SyncResource):
    __doc__ = _Attempts.__doc__


class AsyncAttempts(_Attempts, AsyncResource):
    __doc__ = _Attempts.__doc__
