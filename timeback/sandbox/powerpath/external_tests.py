"""Tests at external providers: assignment and import of results. Results are supplied by the admin interface."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import (
    as_number,
    metadata,
    new_id,
    origin,
    required_parameter,
    required_user,
    timestamp,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.powerpath.assignment_states import assignment_of_lesson, start_assignment
from timeback.sandbox.powerpath.completion import complete_attempt, set_onboarding_state
from timeback.sandbox.powerpath.gradebook import (
    answers_of,
    current_attempt,
    is_complete,
    next_attempt,
    number_of_attempt,
    save_attempt,
    total_score,
    write_answer,
)
from timeback.sandbox.powerpath.lessons import EXTERNAL_TYPES, Lesson, load_lesson
from timeback.sandbox.powerpath.questions import AnswerScore
from timeback.sandbox.powerpath.scoring import percentage
from timeback.sandbox.powerpath.storage import PROVIDED
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS", "make_assignment", "state_view"]

CONTROL: Final = "/_sandbox/powerpath/external-tests"
_STORED: Final = ("assignmentId", "classId", "testId", "testUrl")


def _provided_lesson(store: Store, sourced_id: str) -> Lesson:
    lesson = load_lesson(store, sourced_id)
    if lesson.type not in EXTERNAL_TYPES or lesson.provider is None:
        raise ApiError(422, f"lesson: {lesson.id} is not one of {', '.join(EXTERNAL_TYPES)} with a toolProvider.")
    return lesson


def make_assignment(
    store: Store, lesson: Lesson, user: StoredObject, server: str, asked: Mapping[str, Any]
) -> dict[str, Any]:
    """Assign a test at its provider, or return the existing assignment."""
    if not user.get("email"):
        raise refuse(
            [("student", f"{user['sourcedId']} has no e-mail address, which the sign-in at the provider requires")]
        )
    if "testId" in asked and lesson.provider != "mastery-track":
        raise refuse([("testId", f"is only valid for mastery-track; the test is served by {lesson.provider}")])
    student_id = user["sourcedId"]
    assignment_of_lesson(store, lesson, student_id)
    newest = current_attempt(store, lesson, student_id)
    if newest is not None and is_complete(newest):
        number = number_of_attempt(newest)
        raise ApiError(422, f"lesson: attempt {number} at {lesson.id} is complete; create a new attempt to assign it.")
    attempt = newest or next_attempt(store, lesson, student_id)
    if not metadata(attempt).get("assignmentId"):
        start_assignment(store, lesson, student_id)
        if lesson.type == "placement":
            set_onboarding_state(store, student_id, lesson.subject, "in_progress")
        attempt = save_attempt(
            store, lesson, student_id, attempt, {}, _assignment_metadata(store, lesson, user, server, asked)
        )
    return {
        "lessonType": lesson.type,
        "toolProvider": lesson.provider,
        "attempt": number_of_attempt(attempt),
        **_launch_details(store, attempt, user),
    }


def _assignment_metadata(
    store: Store, lesson: Lesson, user: StoredObject, server: str, asked: Mapping[str, Any]
) -> dict[str, Any]:
    test = asked.get("testId") or lesson.metadata.get("vendorId") or lesson.resource.get("vendorId")
    if not test:
        if lesson.subject is None or lesson.grade is None:
            raise refuse([("lesson", f"{lesson.id} needs a vendorId, or a subject and a grade")])
        test = f"{lesson.provider}-{lesson.subject}-{lesson.grade}".replace(" ", "-").lower()
    assignment = new_id()
    launch = lesson.metadata.get("launchUrl")
    meta: dict[str, Any] = {
        "assignmentId": assignment,
        "testId": str(test),
        "testUrl": launch if _is_address(launch) else f"{server}{CONTROL}/{assignment}",
        "toolProvider": lesson.provider,
        "credentialId": _create_credentials(store, lesson, user),
        "skipCourseEnrollment": asked.get("skipCourseEnrollment") is True,
        "startedAt": timestamp(),
    }
    if "applicationName" in asked:
        meta["applicationName"] = asked["applicationName"]
    if lesson.provider == "edulastic":
        meta["classId"] = new_id()
    return meta


def _is_address(value: Any) -> bool:
    if not isinstance(value, str) or any(letter.isspace() for letter in value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and value.isascii() and bool(parts.hostname)


def _create_credentials(store: Store, lesson: Lesson, user: StoredObject) -> str:
    credential, _, _ = store.put_credential(
        {
            "id": new_id(),
            "profile": new_id(),
            "user": user["sourcedId"],
            # Distinct from application names, since the student may have other credentials for these.
            "application": f"powerpath:{lesson.provider}:{lesson.id}",
            "username": user["email"],
            "password": secrets.token_urlsafe(9),
        }
    )
    return credential


def _launch_details(store: Store, attempt: StoredObject, user: StoredObject) -> dict[str, Any]:
    """The launch URL, ids and credentials of an attempt; empty before the test is assigned."""
    meta = metadata(attempt)
    view: dict[str, Any] = {name: meta[name] for name in _STORED if isinstance(meta.get(name), str)}
    password = store.password(user["sourcedId"], str(meta.get("credentialId")))
    if password is not None and user.get("email"):
        view["credentials"] = {"email": user["email"], "password": password}
    return view


def state_view(store: Store, lesson: Lesson, user: StoredObject) -> dict[str, Any]:
    """The state of the newest attempt at a test."""
    attempt = current_attempt(store, lesson, user["sourcedId"])
    view: dict[str, Any] = {
        "lessonType": lesson.type,
        "lessonId": lesson.id,
        "toolProvider": lesson.provider,
        "finalized": attempt is not None and is_complete(attempt),
    }
    if attempt is None:
        return view
    return {**view, "attempt": number_of_attempt(attempt), **_launch_details(store, attempt, user)}


def make(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    user = required_user(store, body["student"])
    lesson = _provided_lesson(store, body["lesson"])
    return request.json_response(make_assignment(store, lesson, user, origin(request), body))


# Results


def import_results(store: Store, request: OperationRequest) -> OperationResponse:
    user = required_user(store, required_parameter(request, "student"))
    lesson = _provided_lesson(store, required_parameter(request, "lesson"))
    student_id = user["sourcedId"]
    assignment_of_lesson(store, lesson, student_id)
    attempt = current_attempt(store, lesson, student_id)
    meta = metadata(attempt)
    if attempt is None or store.password(student_id, str(meta.get("credentialId"))) is None:
        raise ApiError(422, f"lesson: {lesson.id} is not assigned to {student_id}, so there are no results to import.")
    if not is_complete(attempt):
        provided = store.get(PROVIDED, str(meta["assignmentId"]))
        if provided is not None:
            _store_provided_results(store, lesson, student_id, attempt, provided)
    return request.json_response(state_view(store, lesson, user))


def _store_provided_results(
    store: Store, lesson: Lesson, student_id: str, attempt: StoredObject, provided: StoredObject
) -> None:
    """Store the results of the provider, and complete the attempt if they are final."""
    is_track = lesson.provider == "mastery-track"
    processed = provided.get("masteryTrackProcessed") is True
    if is_track and not processed:
        return
    questions = provided["questions"]
    for each in questions:
        if each.get("score") is not None:
            answer_score = AnswerScore(each["score"], [{"value": each["feedback"]}] if each.get("feedback") else [])
            title = each.get("title") or each["id"]
            write_answer(
                store, attempt, (each["id"], title), each.get("responses"), answer_score, answers_of(store, attempt)
            )
    results = answers_of(store, attempt)
    total = len(questions)
    score = percentage(total_score(results), total)
    counts: dict[str, Any] = {"totalQuestions": total, "correctQuestions": total_score(results), "accuracy": score}
    if is_track:
        counts["masteryTrackProcessed"] = True
        final = provided.get("scoreStatus") == "fully graded"
    else:
        final = provided.get("grade") == "GRADED" and len(results) == total
    if final and total:
        complete_attempt(store, lesson, student_id, attempt, as_number(score) or 0, counts)
    else:
        save_attempt(store, lesson, student_id, attempt, {"score": score, "scoreStatus": "partially graded"}, counts)


HANDLERS: Final = {
    "makeExternalTestAssignment": make,
    "importExternalTestAssignmentResults": import_results,
}
