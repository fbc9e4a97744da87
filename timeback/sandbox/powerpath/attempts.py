"""Working through a lesson: attempts, questions, answers, progress."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.powerpath.assignment_states import begin, of_lesson
from timeback.sandbox.powerpath.completion import finish, onboard
from timeback.sandbox.powerpath.gradebook import (
    OPEN,
    answered_elsewhere,
    answers_of,
    attempts_of,
    cleared,
    complete,
    count_of,
    current_attempt,
    first_or_current,
    next_attempt,
    number_of,
    points,
    questions_of,
    save_attempt,
    take_back_answers,
    write_answer,
)
from timeback.sandbox.powerpath.lessons import ARTICLE, MASTERY, TESTS, Lesson, load_lesson
from timeback.sandbox.powerpath.progress_views import attempt_view, mastery_progress, test_progress
from timeback.sandbox.powerpath.questions import Verdict, question_named
from timeback.sandbox.powerpath.scoring import FULL, choose, share, step
from timeback.sandbox.powerpath.storage import SETTINGS, metadata, moment, needed, number, origin, student
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Object, Store

__all__ = ["HANDLERS"]

_DEFAULT_SEED: Final = 1


def _asked(store: Store, told: Mapping[str, Any] | Call) -> tuple[str, Lesson]:
    """The student and the lesson of a request; 404 where one is not there, 422 for an article."""
    if isinstance(told, Call):
        names = needed(told, "student"), needed(told, "lesson")
    else:
        names = told["student"], told["lesson"]
    who = student(store, names[0])["sourcedId"]
    lesson = load_lesson(store, names[1])
    if lesson.type == ARTICLE:
        raise ApiError(422, f"lesson: {lesson.id} is an {ARTICLE}, which has no questions to answer.")
    return who, lesson


def create_new_attempt(store: Store, call: Call) -> Answer:
    who, lesson = _asked(store, call.body or {})
    of_lesson(store, lesson, who)
    return _reply(call, {"attempt": attempt_view(next_attempt(store, lesson, who))})


def get_attempts(store: Store, call: Call) -> Answer:
    who, lesson = _asked(store, call)
    return _reply(call, {"attempts": [attempt_view(each) for each in attempts_of(store, lesson.id, who)]})


def reset_attempt(store: Store, call: Call) -> Answer:
    who, lesson = _asked(store, call.body or {})
    attempt = current_attempt(store, lesson, who)
    if attempt is None:
        raise ApiError(404, f"lesson: {who} has no attempt at {lesson.id} to reset.")
    if lesson.provider is not None:
        save_attempt(store, lesson, who, attempt, {"score": 0}, {})
    else:
        take_back_answers(store, attempt)
        told = {"startedAt": None, "masteredUnits": 0, "enrollmentFailed": False, **cleared()}
        save_attempt(store, lesson, who, attempt, {"score": 0, "scoreStatus": OPEN}, told)
    return _reply(call, {"success": True, "score": 0})


def get_next_question(store: Store, call: Call) -> Answer:
    who, lesson = _asked(store, call)
    if lesson.type != MASTERY:
        raise ApiError(400, f"lesson: {lesson.id} is a {lesson.type}; only a {MASTERY} lesson is served by question.")
    of_lesson(store, lesson, who)
    attempt = first_or_current(store, lesson, who)
    score = number(attempt.get("score")) or 0
    if score >= FULL or complete(attempt):
        raise ApiError(422, f"lesson: the attempt at {lesson.id} is complete; create a new attempt for more questions.")
    questions = questions_of(store, lesson, attempt, origin(call))
    if not questions:
        raise ApiError(422, f"lesson: {lesson.id} has no questions in the store.")
    answers = answers_of(store, attempt)
    count = sum(map(count_of, answers.values()))
    settings = store.get(SETTINGS, "questions") or {}
    seed = settings.get("seed", _DEFAULT_SEED)
    # The choice hangs on what was answered, so asking twice brings the same question twice.
    random = Random(f"{seed}/{who}/{lesson.id}/{number_of(attempt)}/{count}")
    before = answered_elsewhere(store, lesson, who, attempt)
    question = choose(questions, score, list(answers), before, random)
    return _reply(call, {"score": score, "question": question.describe()})


def get_assessment_progress(store: Store, call: Call) -> Answer:
    who, lesson = _asked(store, call)
    of_lesson(store, lesson, who)
    attempt = _attempt_asked_for(store, call, lesson, who)
    questions = questions_of(store, lesson, attempt, origin(call))
    answers = answers_of(store, attempt)
    if lesson.type == MASTERY:
        return _reply(call, mastery_progress(attempt, questions, answers))
    return _reply(call, test_progress(lesson, attempt, questions, answers, origin(call)))


def _attempt_asked_for(store: Store, call: Call, lesson: Lesson, who: str) -> Object:
    text = call.one("attempt")
    if text is None:
        return first_or_current(store, lesson, who)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise ApiError(400, "attempt: must be a whole number from 1 on.")
    for attempt in attempts_of(store, lesson.id, who):
        if number_of(attempt) == int(text):
            return attempt
    raise ApiError(404, f"attempt: {who} has no attempt {text} at {lesson.id}.")


# Answers


def update_response(store: Store, call: Call) -> Answer:
    body = call.body or {}
    who, lesson = _asked(store, body)
    if "responses" in body:
        responses = dict(body["responses"])
    elif "response" in body:
        responses = {"RESPONSE": body["response"]}
    else:
        raise refuse([("responses", "is missing")])
    if lesson.provider is not None:
        raise ApiError(422, f"lesson: {lesson.id} is served by {lesson.provider}; its answers come in by import.")
    attempt = first_or_current(store, lesson, who)
    if complete(attempt):
        raise ApiError(
            422, f"lesson: attempt {number_of(attempt)} at {lesson.id} is complete; create a new attempt to answer."
        )
    questions = questions_of(store, lesson, attempt, origin(call))
    question = question_named(questions, body["question"])
    # A test is judged when it is finished, but an answer that cannot be judged is refused now.
    verdict = question.judge(responses)
    begin(store, lesson, who)
    answers = answers_of(store, attempt)
    named = (question.id, question.title)
    started = {"startedAt": metadata(attempt).get("startedAt") or moment()}
    if lesson.type == "placement":
        onboard(store, who, lesson.subject, "in_progress")
    if lesson.type in TESTS:
        stored = write_answer(store, attempt, named, responses, None, answers)
        told = {**started, "totalQuestions": len(questions)}
        save_attempt(store, lesson, who, attempt, {"scoreStatus": "submitted"}, told)
        return _reply(call, {"lessonType": lesson.type, "questionResult": stored})
    stored = write_answer(store, attempt, named, responses, verdict, answers)
    saved = _count(store, lesson, who, attempt, verdict, started)
    return _reply(call, _mastery_outcome(saved, verdict, stored))


def _count(
    store: Store, lesson: Lesson, who: str, attempt: Object, verdict: Verdict, started: Mapping[str, Any]
) -> Object:
    """The state of a powerpath-100 attempt after one more answer."""
    known = metadata(attempt)
    total = int(number(known.get("totalQuestions")) or 0) + 1
    right = int(number(known.get("correctQuestions")) or 0) + verdict.correct
    told = {**started, "totalQuestions": total, "correctQuestions": right, "accuracy": share(right, total)}
    score = step(number(attempt.get("score")) or 0, verdict.correct)
    if score >= FULL:
        return finish(store, lesson, who, attempt, score, told)
    return save_attempt(store, lesson, who, attempt, {"score": score, "scoreStatus": "partially graded"}, told)


def _mastery_outcome(saved: Object, verdict: Verdict, stored: Object) -> dict[str, Any]:
    told = metadata(saved)
    result: dict[str, Any] = {"isCorrect": verdict.correct, "score": verdict.score}
    if verdict.feedback:
        result["feedback"] = verdict.feedback[0]
    return {
        "lessonType": MASTERY,
        "powerpathScore": saved["score"],
        "responseResult": result,
        **{name: told[name] for name in ("accuracy", "correctQuestions", "totalQuestions", "xp", "multiplier")},
        "questionResult": stored,
        "testResult": saved,
    }


def finalize(store: Store, call: Call) -> Answer:
    who, lesson = _asked(store, call.body or {})
    if lesson.type == MASTERY:
        raise ApiError(
            422, f"lesson: a {MASTERY} lesson is complete at a score of {FULL}; it cannot be finished by call."
        )
    if lesson.provider is not None:
        raise ApiError(
            422, f"lesson: {lesson.id} is served by {lesson.provider}; it is finished by the import of its results."
        )
    newest = current_attempt(store, lesson, who)
    if newest is None or not complete(newest):
        _close(store, call, lesson, who)
    attempt = first_or_current(store, lesson, who)
    return _reply(call, {"lessonType": lesson.type, "finalized": True, "attempt": number_of(attempt)})


def _close(store: Store, call: Call, lesson: Lesson, who: str) -> None:
    attempt = first_or_current(store, lesson, who)
    questions = questions_of(store, lesson, attempt, origin(call))
    if not questions:
        raise ApiError(422, f"lesson: {lesson.id} has no questions in the store, so there is nothing to score.")
    begin(store, lesson, who)
    for question in questions:
        answers = answers_of(store, attempt)
        given = metadata(answers.get(question.id)).get("responses")
        verdict = question.judge(given) if isinstance(given, dict) else Verdict(0)
        write_answer(store, attempt, (question.id, question.title), None, verdict, answers)
    answers = {each: result for each, result in answers_of(store, attempt).items() if each in {q.id for q in questions}}
    score = share(points(answers), len(questions))
    told = {
        "startedAt": metadata(attempt).get("startedAt") or moment(),
        "totalQuestions": len(questions),
        "correctQuestions": sum(metadata(each).get("correct") is True for each in answers.values()),
        "accuracy": score,
    }
    finish(store, lesson, who, attempt, score, told)


def _reply(call: Call, value: Any) -> Answer:
    return Answer(call.operation.status, as_json(value))


HANDLERS: Final = {
    "createNewAttempt": create_new_attempt,
    "getAttempts": get_attempts,
    "resetAttempt": reset_attempt,
    "getNextQuestion": get_next_question,
    "getAssessmentProgress": get_assessment_progress,
    "updateStudentQuestionResponse": update_response,
    "finalStudentAssessmentResponse": finalize,
}
