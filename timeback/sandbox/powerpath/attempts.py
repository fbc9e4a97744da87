"""Lesson attempts: create, reset, next question, answers, progress, finalization."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import (
    as_number,
    metadata,
    origin,
    required_parameter,
    required_user,
    timestamp,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.powerpath.assignment_states import assignment_of_lesson, start_assignment
from timeback.sandbox.powerpath.completion import complete_attempt, set_onboarding_state
from timeback.sandbox.powerpath.gradebook import (
    OPEN,
    answer_count,
    answered_in_other_attempts,
    answers_of,
    attempts_of,
    current_attempt,
    current_or_first_attempt,
    delete_answers,
    empty_progress,
    is_complete,
    next_attempt,
    number_of_attempt,
    questions_of,
    save_attempt,
    total_score,
    write_answer,
)
from timeback.sandbox.powerpath.lessons import ARTICLE, MASTERY, TESTS, Lesson, load_lesson
from timeback.sandbox.powerpath.progress_views import attempt_view, mastery_progress, test_progress
from timeback.sandbox.powerpath.questions import AnswerScore, question_named
from timeback.sandbox.powerpath.scoring import FULL_SCORE, choose_question, next_score, percentage
from timeback.sandbox.powerpath.storage import SETTINGS
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS"]

_DEFAULT_SEED: Final = 1


def _student_and_lesson(store: Store, source: Mapping[str, Any] | OperationRequest) -> tuple[str, Lesson]:
    """The student id and the lesson that a query or a body names.

    Raises:
        ApiError: 404, one does not exist; 422, the lesson is an article.
    """
    if isinstance(source, OperationRequest):
        names = required_parameter(source, "student"), required_parameter(source, "lesson")
    else:
        names = source["student"], source["lesson"]
    student_id = required_user(store, names[0])["sourcedId"]
    lesson = load_lesson(store, names[1])
    if lesson.type == ARTICLE:
        raise ApiError(422, f"lesson: {lesson.id} is an {ARTICLE}, which has no questions.")
    return student_id, lesson


def create_new_attempt(store: Store, request: OperationRequest) -> OperationResponse:
    student_id, lesson = _student_and_lesson(store, request.body or {})
    assignment_of_lesson(store, lesson, student_id)
    return request.json_response({"attempt": attempt_view(next_attempt(store, lesson, student_id))})


def get_attempts(store: Store, request: OperationRequest) -> OperationResponse:
    student_id, lesson = _student_and_lesson(store, request)
    return request.json_response(
        {"attempts": [attempt_view(each) for each in attempts_of(store, lesson.id, student_id)]}
    )


def reset_attempt(store: Store, request: OperationRequest) -> OperationResponse:
    student_id, lesson = _student_and_lesson(store, request.body or {})
    attempt = current_attempt(store, lesson, student_id)
    if attempt is None:
        raise ApiError(404, f"lesson: {student_id} has no attempt at {lesson.id}.")
    if lesson.provider is not None:
        save_attempt(store, lesson, student_id, attempt, {"score": 0}, {})
    else:
        delete_answers(store, attempt)
        meta = {"startedAt": None, "masteredUnits": 0, "enrollmentFailed": False, **empty_progress()}
        save_attempt(store, lesson, student_id, attempt, {"score": 0, "scoreStatus": OPEN}, meta)
    return request.json_response({"success": True, "score": 0})


def get_next_question(store: Store, request: OperationRequest) -> OperationResponse:
    student_id, lesson = _student_and_lesson(store, request)
    if lesson.type != MASTERY:
        raise ApiError(400, f"lesson: {lesson.id} is a {lesson.type}; only a {MASTERY} lesson has a next question.")
    assignment_of_lesson(store, lesson, student_id)
    attempt = current_or_first_attempt(store, lesson, student_id)
    score = as_number(attempt.get("score")) or 0
    if score >= FULL_SCORE or is_complete(attempt):
        raise ApiError(
            422, f"lesson: the attempt at {lesson.id} is complete; create a new attempt to get more questions."
        )
    questions = questions_of(store, lesson, attempt, origin(request))
    if not questions:
        raise ApiError(422, f"lesson: {lesson.id} has no questions in the store.")
    answers = answers_of(store, attempt)
    count = sum(map(answer_count, answers.values()))
    settings = store.get(SETTINGS, "questions") or {}
    seed = settings.get("seed", _DEFAULT_SEED)
    # The choice depends on the number of answers, so repeated requests return the same question.
    random = Random(f"{seed}/{student_id}/{lesson.id}/{number_of_attempt(attempt)}/{count}")
    before = answered_in_other_attempts(store, lesson, student_id, attempt)
    question = choose_question(questions, score, list(answers), before, random)
    return request.json_response({"score": score, "question": question.describe()})


def get_assessment_progress(store: Store, request: OperationRequest) -> OperationResponse:
    student_id, lesson = _student_and_lesson(store, request)
    assignment_of_lesson(store, lesson, student_id)
    attempt = _attempt_asked_for(store, request, lesson, student_id)
    questions = questions_of(store, lesson, attempt, origin(request))
    answers = answers_of(store, attempt)
    if lesson.type == MASTERY:
        return request.json_response(mastery_progress(attempt, questions, answers))
    return request.json_response(test_progress(lesson, attempt, questions, answers, origin(request)))


def _attempt_asked_for(store: Store, request: OperationRequest, lesson: Lesson, student_id: str) -> StoredObject:
    text = request.parameter("attempt")
    if text is None:
        return current_or_first_attempt(store, lesson, student_id)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise ApiError(400, "attempt: must be an integer of at least 1.")
    for attempt in attempts_of(store, lesson.id, student_id):
        if number_of_attempt(attempt) == int(text):
            return attempt
    raise ApiError(404, f"attempt: {student_id} has no attempt {text} at {lesson.id}.")


# Answers


def update_response(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    student_id, lesson = _student_and_lesson(store, body)
    if "responses" in body:
        responses = dict(body["responses"])
    elif "response" in body:
        responses = {"RESPONSE": body["response"]}
    else:
        raise refuse([("responses", "is missing")])
    if lesson.provider is not None:
        raise ApiError(422, f"lesson: {lesson.id} is served by {lesson.provider}; import its results instead.")
    attempt = current_or_first_attempt(store, lesson, student_id)
    if is_complete(attempt):
        raise ApiError(
            422,
            f"lesson: attempt {number_of_attempt(attempt)} at {lesson.id} is complete; create a new attempt to answer.",
        )
    questions = questions_of(store, lesson, attempt, origin(request))
    question = question_named(questions, body["question"])
    # A test is scored when it is finalized, but a response that cannot be scored is rejected now.
    answer_score = question.score_responses(responses)
    start_assignment(store, lesson, student_id)
    answers = answers_of(store, attempt)
    named = (question.id, question.title)
    started = {"startedAt": metadata(attempt).get("startedAt") or timestamp()}
    if lesson.type == "placement":
        set_onboarding_state(store, student_id, lesson.subject, "in_progress")
    if lesson.type in TESTS:
        stored = write_answer(store, attempt, named, responses, None, answers)
        meta = {**started, "totalQuestions": len(questions)}
        save_attempt(store, lesson, student_id, attempt, {"scoreStatus": "submitted"}, meta)
        return request.json_response({"lessonType": lesson.type, "questionResult": stored})
    stored = write_answer(store, attempt, named, responses, answer_score, answers)
    saved = _record_mastery_answer(store, lesson, student_id, attempt, answer_score, started)
    return request.json_response(_mastery_reply(saved, answer_score, stored))


def _record_mastery_answer(
    store: Store,
    lesson: Lesson,
    student_id: str,
    attempt: StoredObject,
    answer_score: AnswerScore,
    started: Mapping[str, Any],
) -> StoredObject:
    """Save a powerpath-100 attempt after one more answer."""
    known = metadata(attempt)
    total = int(as_number(known.get("totalQuestions")) or 0) + 1
    right = int(as_number(known.get("correctQuestions")) or 0) + answer_score.correct
    meta = {**started, "totalQuestions": total, "correctQuestions": right, "accuracy": percentage(right, total)}
    score = next_score(as_number(attempt.get("score")) or 0, answer_score.correct)
    if score >= FULL_SCORE:
        return complete_attempt(store, lesson, student_id, attempt, score, meta)
    return save_attempt(store, lesson, student_id, attempt, {"score": score, "scoreStatus": "partially graded"}, meta)


def _mastery_reply(saved: StoredObject, answer_score: AnswerScore, stored: StoredObject) -> dict[str, Any]:
    meta = metadata(saved)
    result: dict[str, Any] = {"isCorrect": answer_score.correct, "score": answer_score.score}
    if answer_score.feedback:
        result["feedback"] = answer_score.feedback[0]
    return {
        "lessonType": MASTERY,
        "powerpathScore": saved["score"],
        "responseResult": result,
        **{name: meta[name] for name in ("accuracy", "correctQuestions", "totalQuestions", "xp", "multiplier")},
        "questionResult": stored,
        "testResult": saved,
    }


def finalize(store: Store, request: OperationRequest) -> OperationResponse:
    student_id, lesson = _student_and_lesson(store, request.body or {})
    if lesson.type == MASTERY:
        raise ApiError(
            422, f"lesson: a {MASTERY} lesson is complete at a score of {FULL_SCORE}; it cannot be finalized."
        )
    if lesson.provider is not None:
        raise ApiError(422, f"lesson: {lesson.id} is served by {lesson.provider}; import its results instead.")
    newest = current_attempt(store, lesson, student_id)
    if newest is None or not is_complete(newest):
        _finalize(store, request, lesson, student_id)
    attempt = current_or_first_attempt(store, lesson, student_id)
    return request.json_response({"lessonType": lesson.type, "finalized": True, "attempt": number_of_attempt(attempt)})


def _finalize(store: Store, request: OperationRequest, lesson: Lesson, student_id: str) -> None:
    attempt = current_or_first_attempt(store, lesson, student_id)
    questions = questions_of(store, lesson, attempt, origin(request))
    if not questions:
        raise ApiError(422, f"lesson: {lesson.id} has no questions in the store, so it cannot be scored.")
    start_assignment(store, lesson, student_id)
    for question in questions:
        answers = answers_of(store, attempt)
        given = metadata(answers.get(question.id)).get("responses")
        answer_score = question.score_responses(given) if isinstance(given, dict) else AnswerScore(0)
        write_answer(store, attempt, (question.id, question.title), None, answer_score, answers)
    answers = {each: result for each, result in answers_of(store, attempt).items() if each in {q.id for q in questions}}
    score = percentage(total_score(answers), len(questions))
    meta = {
        "startedAt": metadata(attempt).get("startedAt") or timestamp(),
        "totalQuestions": len(questions),
        "correctQuestions": sum(metadata(each).get("correct") is True for each in answers.values()),
        "accuracy": score,
    }
    complete_attempt(store, lesson, student_id, attempt, score, meta)


HANDLERS: Final = {
    "createNewAttempt": create_new_attempt,
    "getAttempts": get_attempts,
    "resetAttempt": reset_attempt,
    "getNextQuestion": get_next_question,
    "getAssessmentProgress": get_assessment_progress,
    "updateStudentQuestionResponse": update_response,
    "finalStudentAssessmentResponse": finalize,
}
