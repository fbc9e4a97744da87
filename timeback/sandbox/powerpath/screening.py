"""Screening: sessions at NWEA and their results. The states and results that NWEA would send come by the control."""

from __future__ import annotations

import secrets
from typing import Any, Final

from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.powerpath.storage import RESULTS, SESSIONS, alive, find, moment, new_id, remove, student
from timeback.sandbox.storage.store import Object, Store

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


def session_of(store: Store, user: str) -> Object:
    """The present session of a student; one comes into being where there is none."""
    found = alive(store, SESSIONS, user)
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
                "termId": moment()[:4],
                "proctorId": new_id(),
                "nweaStudentId": new_id(),
                "password": secrets.token_hex(4),
                "pin": f"{secrets.randbelow(1_000_000):06d}",
                "createdOn": moment(),
                "assignment": NO_TEST,
            },
        },
    )


def _shown(found: Object) -> bytes:
    session: dict[str, Any] = found["session"]
    return as_json({name: session[name] for name in _SESSION})


def get_session(store: Store, call: Call) -> Answer:
    user = student(store, call.path["userId"], "userId")["sourcedId"]
    return Answer(call.operation.status, _shown(session_of(store, user)))


def reset_session(store: Store, call: Call) -> Answer:
    user = student(store, (call.body or {})["userId"], "userId")["sourcedId"]
    found = alive(store, SESSIONS, user)
    if found is not None:
        remove(store, SESSIONS, found)
    return Answer(call.operation.status)


def assign_test(store: Store, call: Call) -> Answer:
    body = call.body or {}
    user = student(store, body["userId"], "userId")["sourcedId"]
    found = session_of(store, user)
    assignment = {
        "assignedTestKey": f"sandbox-{body['subject'].lower()}",
        "status": "assigned",
        "nweaStatus": "AWAITING_STUDENT",
    }
    stored = store.put(SESSIONS, {**found, "session": {**found["session"], "assignment": assignment}})
    return Answer(call.operation.status, _shown(stored))


def results_of_student(store: Store, user: str) -> dict[str, Object]:
    """The newest result of each subject."""
    newest: dict[str, Object] = {}
    for each in find(store, RESULTS, {"owner": user}):
        old = newest.get(each["subject"])
        if old is None or each["completedAt"] >= old["completedAt"]:
            newest[each["subject"]] = each
    return newest


def get_results(store: Store, call: Call) -> Answer:
    user = student(store, call.path["userId"], "userId")["sourcedId"]
    shown = {
        subject: {name: result[name] for name in _RESULT} for subject, result in results_of_student(store, user).items()
    }
    return Answer(call.operation.status, as_json(shown))


HANDLERS: Final = {
    "getSession": get_session,
    "resetSession": reset_session,
    "assignTest": assign_test,
    "getResults": get_results,
}
