"""JSON views of attempts and their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from timeback.sandbox.operations.objects import as_number, as_timestamp, metadata
from timeback.sandbox.powerpath.gradebook import COMPLETE, is_complete, number_of_attempt
from timeback.sandbox.powerpath.lessons import MASTERY, Lesson
from timeback.sandbox.powerpath.questions import Question
from timeback.sandbox.powerpath.scoring import DIFFICULTIES
from timeback.sandbox.storage.store import StoredObject

__all__ = ["attempt_view", "mastery_progress", "test_progress"]


def attempt_view(attempt: StoredObject) -> dict[str, Any]:
    meta = metadata(attempt)
    return {
        "attempt": number_of_attempt(attempt),
        "score": as_number(attempt.get("score")) or 0,
        "scoreStatus": attempt["scoreStatus"],
        "xp": as_number(meta.get("xp")),
        "startedAt": as_timestamp(meta.get("startedAt")),
        "completedAt": as_timestamp(meta.get("completedAt")),
    }


def _counts(attempt: StoredObject) -> dict[str, Any]:
    meta = metadata(attempt)
    return {
        "attempt": number_of_attempt(attempt),
        "score": as_number(attempt.get("score")) or 0,
        "accuracy": as_number(meta.get("accuracy")) or 0,
        "correctQuestions": as_number(meta.get("correctQuestions")) or 0,
        "totalQuestions": as_number(meta.get("totalQuestions")) or 0,
        "xp": as_number(meta.get("xp")),
        "multiplier": as_number(meta.get("multiplier")),
    }


def _answer_view(result: StoredObject, judged: bool) -> dict[str, Any]:
    meta = metadata(result)
    shown: dict[str, Any] = {}
    responses = _texts(meta.get("responses"), lists=True)
    if responses is not None:
        shown["responses"] = responses
        if "RESPONSE" in responses:
            shown["response"] = responses["RESPONSE"]
    if judged and result.get("scoreStatus") == COMPLETE:
        shown["correct"] = meta.get("correct") is True
        feedback = meta.get("feedback")
        parts = [each for each in feedback if isinstance(each, dict)] if isinstance(feedback, list) else []
        outcomes = _texts(meta.get("outcomes"))
        shown["result"] = {
            "score": as_number(result.get("score")) or 0,
            "feedback": "\n".join(str(each.get("value", "")) for each in parts),
            **({"outcomes": outcomes} if outcomes is not None else {}),
        }
    return shown


def _texts(value: Any, lists: bool = False) -> dict[str, Any] | None:
    """The string values of an object in metadata. Clients can write anything into metadata."""
    if not isinstance(value, dict):
        return None
    return {name: each for name, each in value.items() if isinstance(each, str) or (lists and _is_list(each))}


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def mastery_progress(
    attempt: StoredObject, questions: Sequence[Question], answers: Mapping[str, StoredObject]
) -> dict[str, Any]:
    by_id = {each.id: each for each in questions}
    seen = [
        {**by_id[each].describe(), **_answer_view(result, True)} for each, result in answers.items() if each in by_id
    ]
    left = [each for each in questions if each.id not in answers]
    return {
        "lessonType": MASTERY,
        **_counts(attempt),
        "seenQuestions": seen,
        "remainingQuestionsPerDifficulty": {
            difficulty: sum(each.difficulty == difficulty for each in left) for difficulty in DIFFICULTIES
        },
    }


def test_progress(
    lesson: Lesson,
    attempt: StoredObject,
    questions: Sequence[Question],
    answers: Mapping[str, StoredObject],
    origin: str,
) -> dict[str, Any]:
    final = is_complete(attempt)
    counts = _counts(attempt)
    if lesson.provider is not None:
        # The questions of a provider are only known from their results.
        shown = [
            {**_provided(identifier, index, result, origin), **_answer_view(result, final)}
            for index, (identifier, result) in enumerate(answers.items())
        ]
    else:
        shown = [
            {**each.describe(), **(_answer_view(answers[each.id], final) if each.id in answers else {})}
            for each in questions
        ]
        counts["totalQuestions"] = counts["totalQuestions"] if final else len(questions)
    if not final:
        counts |= {"score": 0, "accuracy": 0, "correctQuestions": 0}
    view = {
        "lessonType": lesson.type,
        "finalized": final,
        "toolProvider": lesson.provider,
        **counts,
        "questions": shown,
    }
    if final and lesson.provider is not None and metadata(attempt).get("enrollmentFailed") is True:
        view["enrollmentFailed"] = True
    return view


def _provided(identifier: str, index: int, result: StoredObject, origin: str) -> dict[str, Any]:
    meta = metadata(result)
    address = f"{origin}/ims/oneroster/gradebook/v1p2/assessmentResults/{result['sourcedId']}"
    return {
        "id": identifier,
        "index": index,
        "title": str(meta.get("title") or identifier),
        "url": address,
        "difficulty": "medium",
    }
