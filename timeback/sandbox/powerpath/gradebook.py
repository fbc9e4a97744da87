"""Attempts and answers in the gradebook: how they are stored as line items and results.

The line item of a lesson references it as its component resource. An attempt is a result of this line item, with the
attempt number in its metadata. Questions have child line items, with one result for each attempt. A lesson with an
assessment bank has a line item for each test between the two. The result of the lesson's own line item then has the
state of the newest attempt.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import (
    active_object,
    as_number,
    equality_condition,
    fetch,
    find_objects,
    mark_deleted,
    metadata,
    new_id,
    reference,
    timestamp,
)
from timeback.sandbox.powerpath.lessons import Lesson
from timeback.sandbox.powerpath.questions import AnswerScore, Question, load_questions
from timeback.sandbox.storage.query import SqlCondition
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = [
    "COMPLETE",
    "answers_of",
    "attempts_of",
    "current_attempt",
    "current_or_first_attempt",
    "is_complete",
    "next_attempt",
    "questions_of",
    "save_attempt",
    "write_answer",
]

COMPLETE: Final = "fully graded"
OPEN: Final = "not submitted"


def is_complete(result: StoredObject) -> bool:
    return result.get("scoreStatus") == COMPLETE


def line_items_of(store: Store, component_resource: str) -> list[StoredObject]:
    return find_objects(store, "assessmentLineItems", {"componentResource.sourcedId": component_resource})


def results_on(store: Store, student: str, line_items: list[StoredObject]) -> list[StoredObject]:
    """The results of a student on any of these line items."""
    if not line_items:
        return []
    base = equality_condition(store, "assessmentResults", {"student.sourcedId": student})
    column = store.layouts["assessmentResults"].indexed["assessmentLineItem.sourcedId"].column
    ids = json.dumps([each["sourcedId"] for each in line_items])
    condition = SqlCondition(f"{base.sql} AND v.{column} IN (SELECT value FROM json_each(?))", (*base.values, ids))
    return fetch(store, "assessmentResults", condition)


def _is_bank(line_item: StoredObject) -> bool:
    return metadata(line_item).get("isAssessmentBank") is True


def lesson_line_item(store: Store, lesson_id: str) -> StoredObject | None:
    """The line item of the lesson, not that of a test in its bank."""
    found = line_items_of(store, lesson_id)
    return next((each for each in found if "testResourceId" not in metadata(each)), None)


def make_line_item(store: Store, lesson: Lesson, meta: Mapping[str, Any], parent: str | None = None) -> StoredObject:
    value: dict[str, Any] = {
        "sourcedId": new_id(),
        "status": "active",
        "title": lesson.title,
        "componentResource": reference(lesson.id, "componentResource"),
        "resultValueMin": 0,
        "resultValueMax": 100,
        "metadata": {"lessonType": lesson.type, **meta},
    }
    if lesson.course:
        value["course"] = reference(lesson.course, "course")
    if parent:
        value["parentAssessmentLineItem"] = reference(parent, "assessmentLineItem")
    return store.put("assessmentLineItems", value)


def _ensure_line_item(store: Store, lesson: Lesson, test_resource: str | None) -> StoredObject:
    """The line item whose results are the attempts; created if it does not exist."""
    own = lesson_line_item(store, lesson.id)
    if own is None:
        own = make_line_item(store, lesson, {"isAssessmentBank": True} if lesson.is_bank else {})
    elif lesson.is_bank and not _is_bank(own):
        own = store.put("assessmentLineItems", {**own, "metadata": {**metadata(own), "isAssessmentBank": True}})
    if test_resource is None:
        return own
    for each in line_items_of(store, lesson.id):
        if metadata(each).get("testResourceId") == test_resource:
            return each
    return make_line_item(store, lesson, {"testResourceId": test_resource}, own["sourcedId"])


def number_of_attempt(result: StoredObject) -> int | None:
    number = metadata(result).get("attempt")
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def attempts_of(store: Store, lesson_id: str, student: str) -> list[StoredObject]:
    """The attempts of a student at a lesson, sorted by number."""
    line_items = [each for each in line_items_of(store, lesson_id) if not _is_bank(each)]
    results = results_on(store, student, line_items)
    numbered = {number: each for each in results if (number := number_of_attempt(each)) is not None}
    return [numbered[number] for number in sorted(numbered)]


def results_of(store: Store, lesson_id: str, student: str) -> list[StoredObject]:
    """All results of a student in a lesson, not only attempts, except for that of an assessment bank."""
    line_items = [each for each in line_items_of(store, lesson_id) if not _is_bank(each)]
    return results_on(store, student, line_items)


def current_attempt(store: Store, lesson: Lesson, student: str) -> StoredObject | None:
    found = attempts_of(store, lesson.id, student)
    return found[-1] if found else None


def current_or_first_attempt(store: Store, lesson: Lesson, student: str) -> StoredObject:
    """The newest attempt; creates the first one."""
    return current_attempt(store, lesson, student) or _create_attempt(store, lesson, student, 1)


def next_attempt(store: Store, lesson: Lesson, student: str) -> StoredObject:
    """A new attempt if the newest is complete, otherwise the newest."""
    newest = current_attempt(store, lesson, student)
    if newest is None:
        return _create_attempt(store, lesson, student, 1)
    return (
        _create_attempt(store, lesson, student, (number_of_attempt(newest) or 0) + 1) if is_complete(newest) else newest
    )


def _create_attempt(store: Store, lesson: Lesson, student: str, number: int) -> StoredObject:
    test = _test_of_bank(store, lesson, number) if lesson.is_bank else None
    line_item = _ensure_line_item(store, lesson, test)
    meta = {"attempt": number, "lessonType": lesson.type, "startedAt": timestamp(), **empty_progress()}
    if test is not None:
        meta["testResourceId"] = test
    if lesson.provider:
        meta["toolProvider"] = lesson.provider
    attempt = store.put(
        "assessmentResults",
        {
            "sourcedId": new_id(),
            "status": "active",
            "assessmentLineItem": reference(line_item["sourcedId"], "assessmentLineItem"),
            "student": reference(student, "user"),
            "score": 0,
            "scoreStatus": OPEN,
            "scoreDate": timestamp(),
            "metadata": meta,
        },
    )
    _update_bank_result(store, lesson, student, attempt)
    return attempt


def empty_progress() -> dict[str, Any]:
    """The initial progress metadata of an attempt."""
    return {
        "completedAt": None,
        "xp": None,
        "multiplier": None,
        "accuracy": 0,
        "correctQuestions": 0,
        "totalQuestions": 0,
    }


def save_attempt(
    store: Store,
    lesson: Lesson,
    student: str,
    attempt: StoredObject,
    changes: Mapping[str, Any],
    meta: Mapping[str, Any],
) -> StoredObject:
    """Update properties and metadata of an attempt."""
    value = {**attempt, **changes, "scoreDate": timestamp(), "metadata": {**metadata(attempt), **meta}}
    saved = store.put("assessmentResults", value)
    _update_bank_result(store, lesson, student, saved)
    return saved


# Assessment banks


def _test_of_bank(store: Store, lesson: Lesson, number: int) -> str:
    """The test of an attempt: the tests of the bank in rotation, without deleted ones and those without questions.

    Raises:
        ApiError: 422; no test has questions.
    """
    listed = lesson.metadata.get("resources")
    ids = [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    for offset in range(len(ids)):
        candidate = ids[(number - 1 + offset) % len(ids)]
        resource = active_object(store, "resources", candidate)
        if resource is not None and load_questions(store, resource, ""):
            return candidate
    raise ApiError(422, f"lesson: no test in the bank of {lesson.id} has questions in the store.")


def _update_bank_result(store: Store, lesson: Lesson, student: str, attempt: StoredObject) -> None:
    """Copy the state of the newest attempt to the result of the bank's own line item."""
    if not lesson.is_bank:
        return
    own = lesson_line_item(store, lesson.id)
    if own is None:
        return
    state = next(iter(results_on(store, student, [own])), None)
    attempt_number, test = number_of_attempt(attempt), metadata(attempt).get("testResourceId")
    meta = metadata(state)
    if isinstance(meta.get("attempt"), int) and meta["attempt"] > (attempt_number or 0):
        return
    known = meta.get("history")
    parts = [each for each in known if isinstance(each, dict)] if isinstance(known, list) else []
    history = [each for each in parts if each.get("attempt") != attempt_number]
    history.append({"attempt": attempt_number, "testResourceId": test})
    store.put(
        "assessmentResults",
        {
            "sourcedId": state["sourcedId"] if state is not None else new_id(),
            "status": "active",
            "assessmentLineItem": reference(own["sourcedId"], "assessmentLineItem"),
            "student": reference(student, "user"),
            **{name: attempt.get(name) for name in ("score", "scoreStatus", "scoreDate")},
            "metadata": {"attempt": attempt_number, "testResourceId": test, "history": history},
        },
    )


# Questions and answers


def questions_of(store: Store, lesson: Lesson, attempt: StoredObject, origin: str) -> list[Question]:
    """The questions of an attempt."""
    resource = lesson.resource
    test = metadata(attempt).get("testResourceId")
    if lesson.is_bank and isinstance(test, str):
        resource = active_object(store, "resources", test) or {}
    return load_questions(store, resource, origin)


def _question_line_items(store: Store, attempt: StoredObject) -> list[StoredObject]:
    parent = attempt["assessmentLineItem"]["sourcedId"]
    found = find_objects(store, "assessmentLineItems", {"parentAssessmentLineItem.sourcedId": parent})
    return [each for each in found if isinstance(metadata(each).get("questionId"), str)]


def answers_of(store: Store, attempt: StoredObject) -> dict[str, StoredObject]:
    """The question results of an attempt, by question id, in the order of the answers."""
    line_items = {each["sourcedId"]: metadata(each)["questionId"] for each in _question_line_items(store, attempt)}
    student = attempt["student"]["sourcedId"]
    results = results_on(store, student, [{"sourcedId": each} for each in line_items])
    number = number_of_attempt(attempt)
    found = [each for each in results if number_of_attempt(each) == number]
    found.sort(key=_sequence)
    return {line_items[each["assessmentLineItem"]["sourcedId"]]: each for each in found}


def _sequence(result: StoredObject) -> float:
    return as_number(metadata(result).get("sequence")) or 0


def answer_count(result: StoredObject | None) -> int:
    """How many times a question was answered in an attempt."""
    return int(as_number(metadata(result).get("answers")) or 0)


def answered_in_other_attempts(store: Store, lesson: Lesson, student: str, attempt: StoredObject) -> set[str]:
    """The questions that the student answered in other attempts."""
    others = [each for each in attempts_of(store, lesson.id, student) if each["sourcedId"] != attempt["sourcedId"]]
    return {question for other in others for question in answers_of(store, other)}


def write_answer(
    store: Store,
    attempt: StoredObject,
    question: tuple[str, str],
    responses: Mapping[str, Any] | None,
    answer_score: AnswerScore | None,
    earlier: Mapping[str, StoredObject],
) -> StoredObject:
    """Store the result of a question (id and title), and create its line item if there is none.

    If `answer_score` is None, the answer is submitted but not scored. If `responses` is None, they do not change.
    """
    identifier, title = question
    old = earlier.get(identifier)
    meta = metadata(old)
    sequence = 1 + max(map(_sequence, earlier.values()), default=0)
    if responses is not None:
        meta |= {"responses": dict(responses), "sequence": sequence, "answers": answer_count(old) + 1}
    else:
        meta.setdefault("sequence", sequence)
    if answer_score is not None:
        meta |= {"correct": answer_score.correct, "feedback": answer_score.feedback, "outcomes": answer_score.outcomes}
    line_item = _question_line_item(store, attempt, identifier, title)
    return store.put(
        "assessmentResults",
        {
            "sourcedId": old["sourcedId"] if old is not None else new_id(),
            "status": "active",
            "assessmentLineItem": reference(line_item, "assessmentLineItem"),
            "student": attempt["student"],
            "score": _integral(answer_score.score) if answer_score is not None else None,
            "scoreStatus": COMPLETE if answer_score is not None else "submitted",
            "scoreDate": timestamp(),
            "metadata": {**meta, "attempt": number_of_attempt(attempt), "questionId": identifier, "title": title},
        },
    )


def _question_line_item(store: Store, attempt: StoredObject, identifier: str, title: str) -> str:
    for each in _question_line_items(store, attempt):
        if metadata(each)["questionId"] == identifier:
            return str(each["sourcedId"])
    created = store.put(
        "assessmentLineItems",
        {
            "sourcedId": new_id(),
            "status": "active",
            "title": title,
            "parentAssessmentLineItem": reference(attempt["assessmentLineItem"]["sourcedId"], "assessmentLineItem"),
            "resultValueMin": 0,
            "resultValueMax": 1,
            "metadata": {"questionId": identifier},
        },
    )
    return str(created["sourcedId"])


def delete_answers(store: Store, attempt: StoredObject) -> None:
    for result in answers_of(store, attempt).values():
        mark_deleted(store, "assessmentResults", result)


def total_score(results: Mapping[str, StoredObject]) -> float:
    return float(sum(as_number(each.get("score")) or 0 for each in results.values()))


def _integral(score: float) -> float:
    return int(score) if score == int(score) else score
