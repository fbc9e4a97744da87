"""Attempts and answers, as the gradebook keeps them: line items and results.

The line item of a lesson names it as its component resource. An attempt is one result of it with its number in the
metadata. Questions have line items of their own below it, and one result for each attempt. A lesson with a bank of
tests has a line item for each test between the two; the result of the lesson's own line item then follows the newest
attempt.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.powerpath.lessons import MASTERY, Lesson
from timeback.sandbox.powerpath.questions import Question, Verdict, load_questions
from timeback.sandbox.powerpath.storage import (
    alive,
    conditions,
    find,
    metadata,
    moment,
    new_id,
    number,
    reference,
    remove,
    select,
)
from timeback.sandbox.storage.query import Condition
from timeback.sandbox.storage.store import Object, Store

__all__ = [
    "COMPLETE",
    "answers_of",
    "attempts_of",
    "complete",
    "current_attempt",
    "first_or_current",
    "next_attempt",
    "questions_of",
    "save_attempt",
    "write_answer",
]

COMPLETE: Final = "fully graded"
OPEN: Final = "not submitted"


def complete(result: Object) -> bool:
    return result.get("scoreStatus") == COMPLETE


def line_items_of(store: Store, component_resource: str) -> list[Object]:
    return find(store, "assessmentLineItems", {"componentResource.sourcedId": component_resource})


def results_on(store: Store, student: str, line_items: list[Object]) -> list[Object]:
    """The results of a student on any of these line items."""
    if not line_items:
        return []
    base = conditions(store, "assessmentResults", {"student.sourcedId": student})
    column = store.layouts["assessmentResults"].slots["assessmentLineItem.sourcedId"].column
    ids = json.dumps([each["sourcedId"] for each in line_items])
    condition = Condition(f"{base.sql} AND v.{column} IN (SELECT value FROM json_each(?))", (*base.values, ids))
    return select(store, "assessmentResults", condition)


def _is_bank(line_item: Object) -> bool:
    return metadata(line_item).get("isAssessmentBank") is True


def lesson_line_item(store: Store, lesson_id: str) -> Object | None:
    """The line item of the lesson itself."""
    found = line_items_of(store, lesson_id)
    return next((each for each in found if "testResourceId" not in metadata(each)), None)


def make_line_item(store: Store, lesson: Lesson, told: Mapping[str, Any], parent: str | None = None) -> Object:
    value: dict[str, Any] = {
        "sourcedId": new_id(),
        "status": "active",
        "title": lesson.title,
        "componentResource": reference(lesson.id, "componentResource"),
        "resultValueMin": 0,
        "resultValueMax": 100,
        "metadata": {"lessonType": lesson.type, **told},
    }
    if lesson.course:
        value["course"] = reference(lesson.course, "course")
    if parent:
        value["parentAssessmentLineItem"] = reference(parent, "assessmentLineItem")
    return store.put("assessmentLineItems", value)


def _ensure_line_item(store: Store, lesson: Lesson, test_resource: str | None) -> Object:
    """The line item that attempts are results of."""
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


def number_of(result: Object) -> int | None:
    place = metadata(result).get("attempt")
    return place if isinstance(place, int) and not isinstance(place, bool) else None


def attempts_of(store: Store, lesson_id: str, student: str) -> list[Object]:
    """The attempts of a student at a lesson, by their number."""
    line_items = [each for each in line_items_of(store, lesson_id) if not _is_bank(each)]
    results = results_on(store, student, line_items)
    numbered = {place: each for each in results if (place := number_of(each)) is not None}
    return [numbered[place] for place in sorted(numbered)]


def results_of(store: Store, lesson_id: str, student: str) -> list[Object]:
    """All results of a student in a lesson, attempts and others, without the state of a bank."""
    line_items = [each for each in line_items_of(store, lesson_id) if not _is_bank(each)]
    return results_on(store, student, line_items)


def current_attempt(store: Store, lesson: Lesson, student: str) -> Object | None:
    found = attempts_of(store, lesson.id, student)
    return found[-1] if found else None


def first_or_current(store: Store, lesson: Lesson, student: str) -> Object:
    """The newest attempt; the first one comes into being here."""
    return current_attempt(store, lesson, student) or _make(store, lesson, student, 1)


def next_attempt(store: Store, lesson: Lesson, student: str) -> Object:
    """A new attempt where the newest is complete, else the newest."""
    newest = current_attempt(store, lesson, student)
    if newest is None:
        return _make(store, lesson, student, 1)
    return _make(store, lesson, student, (number_of(newest) or 0) + 1) if complete(newest) else newest


def _make(store: Store, lesson: Lesson, student: str, place: int) -> Object:
    test = _test_of_bank(store, lesson, place) if lesson.is_bank else None
    line_item = _ensure_line_item(store, lesson, test)
    told = {"attempt": place, "lessonType": lesson.type, "startedAt": moment(), **cleared()}
    if test is not None:
        told["testResourceId"] = test
    if lesson.provider:
        told["toolProvider"] = lesson.provider
    attempt = store.put(
        "assessmentResults",
        {
            "sourcedId": new_id(),
            "status": "active",
            "assessmentLineItem": reference(line_item["sourcedId"], "assessmentLineItem"),
            "student": reference(student, "user"),
            "score": 0,
            "scoreStatus": OPEN,
            "scoreDate": moment(),
            "metadata": told,
        },
    )
    _follow_bank(store, lesson, student, attempt)
    return attempt


def cleared() -> dict[str, Any]:
    """What the metadata of an attempt says before anything is known."""
    return {
        "completedAt": None,
        "xp": None,
        "multiplier": None,
        "accuracy": 0,
        "correctQuestions": 0,
        "totalQuestions": 0,
    }


def save_attempt(
    store: Store, lesson: Lesson, student: str, attempt: Object, changes: Mapping[str, Any], told: Mapping[str, Any]
) -> Object:
    """Write an attempt with other properties and other metadata."""
    value = {**attempt, **changes, "scoreDate": moment(), "metadata": {**metadata(attempt), **told}}
    saved = store.put("assessmentResults", value)
    _follow_bank(store, lesson, student, saved)
    return saved


# Banks


def _test_of_bank(store: Store, lesson: Lesson, place: int) -> str:
    """The test of an attempt: in turn, and past those that are gone."""
    listed = lesson.metadata.get("resources")
    ids = [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    for offset in range(len(ids)):
        candidate = ids[(place - 1 + offset) % len(ids)]
        resource = alive(store, "resources", candidate)
        if resource is not None and load_questions(store, resource, ""):
            return candidate
    raise ApiError(422, f"lesson: no test in the bank of {lesson.id} has questions in the store.")


def _follow_bank(store: Store, lesson: Lesson, student: str, attempt: Object) -> None:
    """Let the result of a bank's own line item tell the state of the newest attempt."""
    if not lesson.is_bank:
        return
    own = lesson_line_item(store, lesson.id)
    if own is None:
        return
    state = next(iter(results_on(store, student, [own])), None)
    attempt_number, test = number_of(attempt), metadata(attempt).get("testResourceId")
    told = metadata(state)
    if isinstance(told.get("attempt"), int) and told["attempt"] > (attempt_number or 0):
        return
    known = told.get("history")
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


def questions_of(store: Store, lesson: Lesson, attempt: Object, origin: str) -> list[Question]:
    """The questions that an attempt is about."""
    resource = lesson.resource
    test = metadata(attempt).get("testResourceId")
    if lesson.is_bank and isinstance(test, str):
        resource = alive(store, "resources", test) or {}
    return load_questions(store, resource, origin)


def _question_line_items(store: Store, attempt: Object) -> list[Object]:
    parent = attempt["assessmentLineItem"]["sourcedId"]
    found = find(store, "assessmentLineItems", {"parentAssessmentLineItem.sourcedId": parent})
    return [each for each in found if isinstance(metadata(each).get("questionId"), str)]


def answers_of(store: Store, attempt: Object) -> dict[str, Object]:
    """The results of the questions in an attempt, by the question; the one that was answered last comes last."""
    line_items = {each["sourcedId"]: metadata(each)["questionId"] for each in _question_line_items(store, attempt)}
    student = attempt["student"]["sourcedId"]
    results = results_on(store, student, [{"sourcedId": each} for each in line_items])
    place = number_of(attempt)
    found = [each for each in results if number_of(each) == place]
    found.sort(key=_sequence)
    return {line_items[each["assessmentLineItem"]["sourcedId"]]: each for each in found}


def _sequence(result: Object) -> float:
    return number(metadata(result).get("sequence")) or 0


def count_of(result: Object | None) -> int:
    """How often a question was answered in an attempt."""
    return int(number(metadata(result).get("answers")) or 0)


def answered_elsewhere(store: Store, lesson: Lesson, student: str, attempt: Object) -> set[str]:
    """The questions that the student answered in other attempts."""
    others = [each for each in attempts_of(store, lesson.id, student) if each["sourcedId"] != attempt["sourcedId"]]
    return {question for other in others for question in answers_of(store, other)}


def write_answer(
    store: Store,
    attempt: Object,
    question: tuple[str, str],
    responses: Mapping[str, Any] | None,
    verdict: Verdict | None,
    earlier: Mapping[str, Object],
) -> Object:
    """Write the result of a question (id and title), with its line item where there is none.

    Without a verdict the answer is handed in and not judged yet; None for the responses leaves them as they are.
    """
    identifier, title = question
    old = earlier.get(identifier)
    told = metadata(old)
    sequence = 1 + max(map(_sequence, earlier.values()), default=0)
    if responses is not None:
        told |= {"responses": dict(responses), "sequence": sequence, "answers": count_of(old) + 1}
    else:
        told.setdefault("sequence", sequence)
    if verdict is not None:
        told |= {"correct": verdict.correct, "feedback": verdict.feedback, "outcomes": verdict.outcomes}
    line_item = _question_line_item(store, attempt, identifier, title)
    return store.put(
        "assessmentResults",
        {
            "sourcedId": old["sourcedId"] if old is not None else new_id(),
            "status": "active",
            "assessmentLineItem": reference(line_item, "assessmentLineItem"),
            "student": attempt["student"],
            "score": _whole(verdict.score) if verdict is not None else None,
            "scoreStatus": COMPLETE if verdict is not None else "submitted",
            "scoreDate": moment(),
            "metadata": {**told, "attempt": number_of(attempt), "questionId": identifier, "title": title},
        },
    )


def _question_line_item(store: Store, attempt: Object, identifier: str, title: str) -> str:
    for each in _question_line_items(store, attempt):
        if metadata(each)["questionId"] == identifier:
            return str(each["sourcedId"])
    made = store.put(
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
    return str(made["sourcedId"])


def take_back_answers(store: Store, attempt: Object) -> None:
    for result in answers_of(store, attempt).values():
        remove(store, "assessmentResults", result)


def points(results: Mapping[str, Object]) -> float:
    return float(sum(number(each.get("score")) or 0 for each in results.values()))


def _whole(score: float) -> float:
    return int(score) if score == int(score) else score


def is_mastery(lesson: Lesson) -> bool:
    return lesson.type == MASTERY
