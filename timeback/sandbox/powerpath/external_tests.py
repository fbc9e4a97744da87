"""Tests at outside providers. No provider is called: what one would tell comes in by the control."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.powerpath.assignment_states import begin, of_lesson
from timeback.sandbox.powerpath.completion import finish, onboard
from timeback.sandbox.powerpath.gradebook import (
    answers_of,
    complete,
    current_attempt,
    next_attempt,
    number_of,
    points,
    save_attempt,
    write_answer,
)
from timeback.sandbox.powerpath.lessons import EXTERNAL_TYPES, Lesson, load_lesson
from timeback.sandbox.powerpath.questions import Verdict
from timeback.sandbox.powerpath.scoring import share
from timeback.sandbox.powerpath.storage import PROVIDED, metadata, moment, needed, new_id, number, origin, student
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Object, Store

__all__ = ["HANDLERS", "make_assignment", "state_view"]

CONTROL: Final = "/_sandbox/powerpath/external-tests"
_STORED: Final = ("assignmentId", "classId", "testId", "testUrl")


def _provided_lesson(store: Store, sourced_id: str) -> Lesson:
    lesson = load_lesson(store, sourced_id)
    if lesson.type not in EXTERNAL_TYPES or lesson.provider is None:
        raise ApiError(422, f"lesson: {lesson.id} is no {', '.join(EXTERNAL_TYPES)} with a toolProvider.")
    return lesson


def make_assignment(
    store: Store, lesson: Lesson, user: Object, server: str, asked: Mapping[str, Any]
) -> dict[str, Any]:
    """Assign a test at its provider, or tell how it is assigned already."""
    if not user.get("email"):
        raise refuse([("student", f"{user['sourcedId']} has no e-mail address to sign in with at the provider")])
    if "testId" in asked and lesson.provider != "mastery-track":
        raise refuse([("testId", f"is for mastery-track only; the test is served by {lesson.provider}")])
    who = user["sourcedId"]
    of_lesson(store, lesson, who)
    newest = current_attempt(store, lesson, who)
    if newest is not None and complete(newest):
        raise ApiError(
            422, f"lesson: attempt {number_of(newest)} at {lesson.id} is complete; create a new attempt to assign it."
        )
    attempt = newest or next_attempt(store, lesson, who)
    if not metadata(attempt).get("assignmentId"):
        begin(store, lesson, who)
        if lesson.type == "placement":
            onboard(store, who, lesson.subject, "in_progress")
        attempt = save_attempt(store, lesson, who, attempt, {}, _assigned(store, lesson, user, server, asked))
    return {
        "lessonType": lesson.type,
        "toolProvider": lesson.provider,
        "attempt": number_of(attempt),
        **_ways(store, attempt, user),
    }


def _assigned(store: Store, lesson: Lesson, user: Object, server: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    test = asked.get("testId") or lesson.metadata.get("vendorId") or lesson.resource.get("vendorId")
    if not test:
        if lesson.subject is None or lesson.grade is None:
            raise refuse([("lesson", f"{lesson.id} has no vendorId, and no subject and grade to find a test by")])
        test = f"{lesson.provider}-{lesson.subject}-{lesson.grade}".replace(" ", "-").lower()
    assignment = new_id()
    launch = lesson.metadata.get("launchUrl")
    told: dict[str, Any] = {
        "assignmentId": assignment,
        "testId": str(test),
        "testUrl": launch if _is_address(launch) else f"{server}{CONTROL}/{assignment}",
        "toolProvider": lesson.provider,
        "credentialId": _sign_up(store, lesson, user),
        "skipCourseEnrollment": asked.get("skipCourseEnrollment") is True,
        "startedAt": moment(),
    }
    if "applicationName" in asked:
        told["applicationName"] = asked["applicationName"]
    if lesson.provider == "edulastic":
        told["classId"] = new_id()
    return told


def _is_address(value: Any) -> bool:
    if not isinstance(value, str) or any(letter.isspace() for letter in value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and value.isascii() and bool(parts.hostname)


def _sign_up(store: Store, lesson: Lesson, user: Object) -> str:
    credential, _, _ = store.put_credential(
        {
            "id": new_id(),
            "profile": new_id(),
            "user": user["sourcedId"],
            # Not the name of an application, under which the student may have credentials of another origin.
            "application": f"powerpath:{lesson.provider}:{lesson.id}",
            "username": user["email"],
            "password": secrets.token_urlsafe(9),
        }
    )
    return credential


def _ways(store: Store, attempt: Object, user: Object) -> dict[str, Any]:
    """How the student gets to the test of an attempt; nothing before it is assigned."""
    told = metadata(attempt)
    shown: dict[str, Any] = {name: told[name] for name in _STORED if isinstance(told.get(name), str)}
    password = store.password(user["sourcedId"], str(told.get("credentialId")))
    if password is not None and user.get("email"):
        shown["credentials"] = {"email": user["email"], "password": password}
    return shown


def state_view(store: Store, lesson: Lesson, user: Object) -> dict[str, Any]:
    """How the newest attempt at a test stands."""
    attempt = current_attempt(store, lesson, user["sourcedId"])
    shown: dict[str, Any] = {
        "lessonType": lesson.type,
        "lessonId": lesson.id,
        "toolProvider": lesson.provider,
        "finalized": attempt is not None and complete(attempt),
    }
    if attempt is None:
        return shown
    return {**shown, "attempt": number_of(attempt), **_ways(store, attempt, user)}


def make(store: Store, call: Call) -> Answer:
    body = call.body or {}
    user = student(store, body["student"])
    lesson = _provided_lesson(store, body["lesson"])
    return Answer(call.operation.status, as_json(make_assignment(store, lesson, user, origin(call), body)))


# Results


def import_results(store: Store, call: Call) -> Answer:
    user = student(store, needed(call, "student"))
    lesson = _provided_lesson(store, needed(call, "lesson"))
    who = user["sourcedId"]
    of_lesson(store, lesson, who)
    attempt = current_attempt(store, lesson, who)
    told = metadata(attempt)
    if attempt is None or store.password(who, str(told.get("credentialId"))) is None:
        raise ApiError(422, f"lesson: {lesson.id} is not assigned to {who} yet, so there are no results to import.")
    if not complete(attempt):
        provided = store.get(PROVIDED, str(told["assignmentId"]))
        if provided is not None:
            _take(store, lesson, who, attempt, provided)
    return Answer(call.operation.status, as_json(state_view(store, lesson, user)))


def _take(store: Store, lesson: Lesson, who: str, attempt: Object, provided: Object) -> None:
    """Store what the provider knows, and close the attempt once it says that this is all."""
    is_track = lesson.provider == "mastery-track"
    processed = provided.get("masteryTrackProcessed") is True
    if is_track and not processed:
        return
    questions = provided["questions"]
    for each in questions:
        if each.get("score") is not None:
            verdict = Verdict(each["score"], [{"value": each["feedback"]}] if each.get("feedback") else [])
            title = each.get("title") or each["id"]
            write_answer(
                store, attempt, (each["id"], title), each.get("responses"), verdict, answers_of(store, attempt)
            )
    results = answers_of(store, attempt)
    total = len(questions)
    score = share(points(results), total)
    counts: dict[str, Any] = {"totalQuestions": total, "correctQuestions": points(results), "accuracy": score}
    if is_track:
        counts["masteryTrackProcessed"] = True
        final = provided.get("scoreStatus") == "fully graded"
    else:
        final = provided.get("grade") == "GRADED" and len(results) == total
    if final and total:
        finish(store, lesson, who, attempt, number(score) or 0, counts)
    else:
        save_attempt(store, lesson, who, attempt, {"score": score, "scoreStatus": "partially graded"}, counts)


HANDLERS: Final = {
    "makeExternalTestAssignment": make,
    "importExternalTestAssignmentResults": import_results,
}
