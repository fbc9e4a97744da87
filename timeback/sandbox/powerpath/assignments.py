"""Test assignments: tests that are given to single students, outside of their courses."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.errors import payload as error_payload
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.powerpath.assignment_states import ASSIGNMENTS, change, expire
from timeback.sandbox.powerpath.grade_levels import grade_of, subject_of
from timeback.sandbox.powerpath.storage import (
    SHEETS,
    UNLISTED,
    alive,
    conditions,
    find,
    moment,
    needed,
    new_id,
    reference,
    student,
)
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Object, Store
from timeback_runtime.numbers import loads_exactly

__all__ = ["HANDLERS", "assign"]

_COLUMNS: Final = ("student", "subject", "grade")
_PROVIDER: Final = "mastery-track"


def assign(store: Store, who: Object, subject: str, grade: str, name: str | None = None, **more: Any) -> dict[str, str]:
    """Make an assignment with its lesson and resource; the ids of the three."""
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
    # Every component resource that the documents describe has a component, which this one has not: it is not listed.
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
            "studentSourcedId": who["sourcedId"],
            "studentEmail": who["email"],
            "assignedByUserSourcedId": None,
            "subject": subject,
            "grade": grade,
            "testName": name,
            "assignmentStatus": "assigned",
            "resourceSourcedId": resource,
            "componentResourceSourcedId": lesson,
            "assignedAt": moment(),
            "completedAt": None,
            "expiresAt": None,
            **more,
        },
    )
    return {"assignmentId": assignment, "lessonId": lesson, "resourceId": resource}


def create(store: Store, call: Call) -> Answer:
    body = call.body or {}
    who = with_email(student(store, body["student"]), "student")
    made = assign(store, who, body["subject"], body["grade"], body.get("testName"))
    return Answer(call.operation.status, as_json(made))


def with_email(user: Object, name: str) -> Object:
    if not user.get("email"):
        raise refuse([(name, f"{user['sourcedId']} has no e-mail address, which a test assignment needs")])
    return user


# Many at once


def _problem(user: Object | None) -> str | None:
    if user is None:
        return "student: there is no such user."
    return None if user.get("email") else "student: has no e-mail address, which a test assignment needs."


def _all_or_none(
    store: Store, call: Call, entries: list[tuple[Object | None, str, str, str | None]], errors: list[dict[str, Any]]
) -> Answer:
    if errors:
        return _refused(errors)
    made = [assign(store, who, subject, grade, name) for who, subject, grade, name in entries if who is not None]
    return Answer(call.operation.status, as_json({"success": True, "results": made, "errors": []}))


def _refused(errors: list[dict[str, Any]]) -> Answer:
    """The reply of this service to a bad list, which carries the payload of an error as well."""
    first = errors[0]
    details = [{"property": f"row {each['row']}", "problem": each["message"]} for each in errors[:20]]
    shown = error_payload(400, f"row {first['row']}: {first['message']}", details=details)
    return Answer(400, as_json({**shown, "success": False, "results": [], "errors": errors}))


def create_bulk(store: Store, call: Call) -> Answer:
    entries: list[tuple[Object | None, str, str, str | None]] = []
    errors = []
    for row, item in enumerate((call.body or {})["items"]):
        who = alive(store, "users", item["student"])
        problem = _problem(who)
        if problem is not None:
            errors.append({"row": row, "message": problem})
        entries.append((who, item["subject"], item["grade"], item.get("testName")))
    return _all_or_none(store, call, entries, errors)


def sheet_key(url: str, sheet: str) -> str:
    return f"{url}#{sheet}"


def import_sheet(store: Store, call: Call) -> Answer:
    body = call.body or {}
    found = store.get(SHEETS, sheet_key(body["spreadsheetUrl"], body["sheet"]))
    if found is None:
        message = "spreadsheetUrl: the sandbox fetches nothing; give it the text of this sheet by its control first."
        return _refused([{"row": 0, "message": message}])
    reader = csv.reader(io.StringIO(found["csv"]), strict=True)
    try:
        rows = [[cell.strip() for cell in row] for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        return _refused([{"row": 0, "message": f"line {reader.line_num} of the sheet is not CSV."}])
    header = [name.lower() for name in rows[0]] if rows else []
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        return _refused([{"row": 0, "message": f"the sheet has no column {', '.join(missing)}."}])
    if len(rows) == 1:
        return _refused([{"row": 0, "message": "the sheet has no rows."}])
    entries: list[tuple[Object | None, str, str, str | None]] = []
    errors: list[dict[str, Any]] = []
    for number, cells in enumerate(rows[1:]):
        row = dict(zip(header, cells, strict=False))
        who = _user(store, row.get("student", ""))
        subject, grade = subject_of(row.get("subject")), grade_of(row.get("grade"))
        problems = [
            _problem(who),
            "subject: is none that tests are assigned in." if subject is None else None,
            "grade: must be a grade from -1 to 13." if grade is None else None,
        ]
        errors += [{"row": number, "message": problem} for problem in problems if problem is not None]
        entries.append((who, subject or "", str(grade), None))
    return _all_or_none(store, call, entries, errors)


def _user(store: Store, told: str) -> Object | None:
    """A student by id or e-mail address."""
    if not told:
        return None
    found = alive(store, "users", told)
    return found or next(iter(find(store, "users", {"email": told})), None)


# Reading and changing


def _list(store: Store, call: Call, who: str | None) -> Answer:
    expire(store)
    asked = {
        "studentSourcedId": who,
        "assignmentStatus": call.choice("status"),
        "subject": call.one("subject"),
        "grade": call.choice("grade"),
    }
    condition = conditions(store, ASSIGNMENTS, {name: value for name, value in asked.items() if value is not None})
    limit, offset = call.number("limit", 100), call.number("offset", 0)
    total, texts = store.page(ASSIGNMENTS, condition, "v.position ASC", limit, offset)
    reply = {
        "testAssignments": [_shown(call, loads_exactly(text)) for text in texts],
        "totalCount": total,
        "pageCount": -(-total // limit),
        "pageNumber": offset // limit + 1,
        "offset": offset,
        "limit": limit,
    }
    return Answer(call.operation.status, as_json(reply), {"X-Total-Count": str(total)})


def _shown(call: Call, assignment: Object) -> Object:
    known = call.operation.document.schemas.properties(call.operation.item or {})
    return {name: assignment[name] for name in known if name in assignment}


def list_of_student(store: Store, call: Call) -> Answer:
    return _list(store, call, student(store, needed(call, "student"))["sourcedId"])


def list_all(store: Store, call: Call) -> Answer:
    return _list(store, call, call.one("student"))


def _assignment(store: Store, call: Call) -> Object:
    expire(store)
    found = store.get(ASSIGNMENTS, call.path["id"])
    if found is None:
        raise ApiError(404, f"id: there is no {call.path['id']} in {ASSIGNMENTS}.")
    return found


def read(store: Store, call: Call) -> Answer:
    return Answer(call.operation.status, as_json(_shown(call, _assignment(store, call))))


def rename(store: Store, call: Call) -> Answer:
    change(store, _assignment(store, call), testName=(call.body or {})["testName"])
    return Answer(call.operation.status)


def withdraw(store: Store, call: Call) -> Answer:
    change(store, _assignment(store, call), assignmentStatus="cancelled")
    return Answer(call.operation.status)


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
