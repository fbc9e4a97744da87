"""Test assignments: tests that are assigned to single students, outside of their courses."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.errors import payload as error_payload
from timeback.sandbox.operations.objects import (
    active_object,
    equality_condition,
    find_objects,
    new_id,
    reference,
    required_parameter,
    required_user,
    timestamp,
)
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse, as_json
from timeback.sandbox.powerpath.assignment_states import ASSIGNMENTS, expire_assignments, update_assignment
from timeback.sandbox.powerpath.grade_levels import grade_of, subject_of
from timeback.sandbox.powerpath.storage import SHEETS, UNLISTED
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store, StoredObject
from timeback_runtime.numbers import loads_exactly

__all__ = ["HANDLERS", "assign"]

_COLUMNS: Final = ("student", "subject", "grade")
_PROVIDER: Final = "mastery-track"


def assign(
    store: Store, user: StoredObject, subject: str, grade: str, name: str | None = None, **more: Any
) -> dict[str, str]:
    """Create an assignment with its lesson and resource; returns their ids."""
    assignment, lesson, resource = new_id(), new_id(), new_id()
    title = name or f"{subject}, grade {grade}"
    store.put(
        "resources",
        {
            "sourcedId": resource,
            "status": "active",
            "title": title,
            "roles": ["primary"],
            "importance": "primary",
            "vendorResourceId": f"test-{assignment}",
            "metadata": {
                "type": "interactive",
                "lessonType": "test-out",
                "toolProvider": _PROVIDER,
                "subject": subject,
                "grades": [grade],
            },
        },
    )
    # The OpenAPI document requires a component for a component resource. This one has none, so it is not listed.
    store.put(
        UNLISTED,
        {
            "sourcedId": lesson,
            "owner": assignment,
            "status": "active",
            "title": title,
            "resource": reference(resource, "resource"),
            "metadata": {"lessonType": "test-out", "unlisted": True, "assignmentId": assignment},
        },
    )
    store.put(
        ASSIGNMENTS,
        {
            "sourcedId": assignment,
            "studentSourcedId": user["sourcedId"],
            "studentEmail": user["email"],
            "assignedByUserSourcedId": None,
            "subject": subject,
            "grade": grade,
            "testName": name,
            "assignmentStatus": "assigned",
            "resourceSourcedId": resource,
            "componentResourceSourcedId": lesson,
            "assignedAt": timestamp(),
            "completedAt": None,
            "expiresAt": None,
            **more,
        },
    )
    return {"assignmentId": assignment, "lessonId": lesson, "resourceId": resource}


def create(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    user = with_email(required_user(store, body["student"]), "student")
    created = assign(store, user, body["subject"], body["grade"], body.get("testName"))
    return request.json_response(created)


def with_email(user: StoredObject, name: str) -> StoredObject:
    if not user.get("email"):
        raise refuse([(name, f"{user['sourcedId']} has no e-mail address, which a test assignment requires")])
    return user


# Bulk assignment


def _problem(user: StoredObject | None) -> str | None:
    if user is None:
        return "student: there is no such user."
    return None if user.get("email") else "student: has no e-mail address, which a test assignment requires."


def _all_or_none(
    store: Store,
    request: OperationRequest,
    entries: list[tuple[StoredObject | None, str, str, str | None]],
    errors: list[dict[str, Any]],
) -> OperationResponse:
    if errors:
        return _list_error(errors)
    created = [assign(store, user, subject, grade, name) for user, subject, grade, name in entries if user is not None]
    return request.json_response({"success": True, "results": created, "errors": []})


def _list_error(errors: list[dict[str, Any]]) -> OperationResponse:
    """The response of this service to an invalid list, which also contains the imsx payload of an error."""
    first = errors[0]
    details = [{"property": f"row {each['row']}", "problem": each["message"]} for each in errors[:20]]
    view = error_payload(400, f"row {first['row']}: {first['message']}", details=details)
    return OperationResponse(400, as_json({**view, "success": False, "results": [], "errors": errors}))


def create_bulk(store: Store, request: OperationRequest) -> OperationResponse:
    entries: list[tuple[StoredObject | None, str, str, str | None]] = []
    errors = []
    for row, item in enumerate((request.body or {})["items"]):
        user = active_object(store, "users", item["student"])
        problem = _problem(user)
        if problem is not None:
            errors.append({"row": row, "message": problem})
        entries.append((user, item["subject"], item["grade"], item.get("testName")))
    return _all_or_none(store, request, entries, errors)


def sheet_key(url: str, sheet: str) -> str:
    return f"{url}#{sheet}"


def import_sheet(store: Store, request: OperationRequest) -> OperationResponse:
    body = request.body or {}
    found = store.get(SHEETS, sheet_key(body["spreadsheetUrl"], body["sheet"]))
    if found is None:
        message = (
            "spreadsheetUrl: the sandbox does not download spreadsheets; supply the text with provide_sheet first."
        )
        return _list_error([{"row": 0, "message": message}])
    reader = csv.reader(io.StringIO(found["csv"]), strict=True)
    try:
        rows = [[cell.strip() for cell in row] for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        return _list_error([{"row": 0, "message": f"sheet: line {reader.line_num} is not valid CSV."}])
    header = [name.lower() for name in rows[0]] if rows else []
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        return _list_error([{"row": 0, "message": f"sheet: the column {', '.join(missing)} is missing."}])
    if len(rows) == 1:
        return _list_error([{"row": 0, "message": "sheet: there are no rows."}])
    entries: list[tuple[StoredObject | None, str, str, str | None]] = []
    errors: list[dict[str, Any]] = []
    for number, cells in enumerate(rows[1:]):
        row = dict(zip(header, cells, strict=False))
        user = _user(store, row.get("student", ""))
        subject, grade = subject_of(row.get("subject")), grade_of(row.get("grade"))
        problems = [
            _problem(user),
            "subject: is not a subject of this service." if subject is None else None,
            "grade: must be from -1 to 13." if grade is None else None,
        ]
        errors += [{"row": number, "message": problem} for problem in problems if problem is not None]
        entries.append((user, subject or "", str(grade), None))
    return _all_or_none(store, request, entries, errors)


def _user(store: Store, id_or_email: str) -> StoredObject | None:
    """A user by id or e-mail address."""
    if not id_or_email:
        return None
    found = active_object(store, "users", id_or_email)
    return found or next(iter(find_objects(store, "users", {"email": id_or_email})), None)


# Reading and changing


def _list(store: Store, request: OperationRequest, student_id: str | None) -> OperationResponse:
    expire_assignments(store)
    asked = {
        "studentSourcedId": student_id,
        "assignmentStatus": request.choice("status"),
        "subject": request.parameter("subject"),
        "grade": request.choice("grade"),
    }
    condition = equality_condition(
        store, ASSIGNMENTS, {name: value for name, value in asked.items() if value is not None}
    )
    limit, offset = request.integer("limit", 100), request.integer("offset", 0)
    total, texts = store.page(ASSIGNMENTS, condition, "v.position ASC", limit, offset)
    reply = {
        "testAssignments": [_public_view(request, loads_exactly(text)) for text in texts],
        "totalCount": total,
        "pageCount": -(-total // limit),
        "pageNumber": offset // limit + 1,
        "offset": offset,
        "limit": limit,
    }
    return OperationResponse(request.operation.status, as_json(reply), {"X-Total-Count": str(total)})


def _public_view(request: OperationRequest, assignment: StoredObject) -> StoredObject:
    known = request.operation.document.schemas.properties(request.operation.item or {})
    return {name: assignment[name] for name in known if name in assignment}


def list_of_student(store: Store, request: OperationRequest) -> OperationResponse:
    return _list(store, request, required_user(store, required_parameter(request, "student"))["sourcedId"])


def list_all(store: Store, request: OperationRequest) -> OperationResponse:
    return _list(store, request, request.parameter("student"))


def _assignment(store: Store, request: OperationRequest) -> StoredObject:
    expire_assignments(store)
    found = store.get(ASSIGNMENTS, request.path["id"])
    if found is None:
        raise ApiError(404, f"id: there is no {request.path['id']} in {ASSIGNMENTS}.")
    return found


def read(store: Store, request: OperationRequest) -> OperationResponse:
    return request.json_response(_public_view(request, _assignment(store, request)))


def rename(store: Store, request: OperationRequest) -> OperationResponse:
    update_assignment(store, _assignment(store, request), testName=(request.body or {})["testName"])
    return OperationResponse(request.operation.status)


def withdraw(store: Store, request: OperationRequest) -> OperationResponse:
    update_assignment(store, _assignment(store, request), assignmentStatus="cancelled")
    return OperationResponse(request.operation.status)


HANDLERS: Final = {
    "createTestAssignment": create,
    "createBulkTestAssignments": create_bulk,
    "importTestAssignments": import_sheet,
    "listStudentTestAssignments": list_of_student,
    "listAllTestAssignments": list_all,
    "getTestAssignment": read,
    "updateTestAssignment": rename,
    "deleteTestAssignment": withdraw,
}
