"""Screening sessions at NWEA and their results. States and results are supplied by the admin interface."""

from __future__ import annotations

import secrets
from typing import Any, Final

from timeback.sandbox.operations.objects import (
    active_object,
    find_objects,
    mark_deleted,
    new_id,
    required_user,
    timestamp,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse, as_json
from timeback.sandbox.powerpath.storage import RESULTS, SESSIONS
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS", "results_of_student", "session_of"]

NO_TEST: Final = {"assignedTestKey": None, "status": None, "nweaStatus": None}
_SESSION: Final = (
    "testSessionId",
    "name",
    "status",
    "termId",
    "proctorId",
    "nweaStudentId",
    "password",
    "pin",
    "createdOn",
    "assignment",
)
_RESULT: Final = ("testName", "grade", "ritScore", "completedAt")


def session_of(store: Store, user: str) -> StoredObject:
    """The current session of a student; created if there is none."""
    found = active_object(store, SESSIONS, user)
    if found is not None:
        return found
    return store.put(
        SESSIONS,
        {
            "sourcedId": user,
            "owner": user,
            "status": "active",
            "session": {
                "testSessionId": new_id(),
                "name": f"sandbox-{secrets.token_hex(3)}",
                "status": "active",
                "termId": timestamp()[:4],
                "proctorId": new_id(),
                "nweaStudentId": new_id(),
                "password": secrets.token_hex(4),
                "pin": f"{secrets.randbelow(1_000_000):06d}",
                "createdOn": timestamp(),
                "assignment": NO_TEST,
            },
        },
    )


def _public_view(found: StoredObject) -> bytes:
    session: dict[str, Any] = found["session"]
    return as_json({name: session[name] for name in _SESSION})


def get_session(store: Store, request: OperationRequest) -> OperationResponse:
    user = required_user(store, request.path["userId"], "userId")["sourcedId"]
    return OperationResponse(request.operation.status, _public_view(session_of(store, user)))


def reset_session(store: Store, request: OperationRequest) -> OperationResponse:
    user = required_user(store, (request.body or {})["userId"], "userId")["sourcedId"]
    found = active_object(store, SESSIONS, user)
    if found is not None:
        mark_deleted(store, SESSIONS, found)
    return OperationResponse(request.operation.status)


def assign_test(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    user = required_user(store, body["userId"], "userId")["sourcedId"]
    found = session_of(store, user)
    assignment = {
        "assignedTestKey": f"sandbox-{body['subject'].lower()}",
        "status": "assigned",
        "nweaStatus": "AWAITING_STUDENT",
    }
    stored = store.put(SESSIONS, {**found, "session": {**found["session"], "assignment": assignment}})
    return OperationResponse(request.operation.status, _public_view(stored))


def results_of_student(store: Store, user: str) -> dict[str, StoredObject]:
    """The newest result of each subject."""
    newest: dict[str, StoredObject] = {}
    for each in find_objects(store, RESULTS, {"owner": user}):
        old = newest.get(each["subject"])
        if old is None or each["completedAt"] >= old["completedAt"]:
            newest[each["subject"]] = each
    return newest


def get_results(store: Store, request: OperationRequest) -> OperationResponse:
    user = required_user(store, request.path["userId"], "userId")["sourcedId"]
    view = {
        subject: {name: result[name] for name in _RESULT} for subject, result in results_of_student(store, user).items()
    }
    return request.json_response(view)


HANDLERS: Final = {
    "getSession": get_session,
    "resetSession": reset_session,
    "assignTest": assign_test,
    "getResults": get_results,
}
