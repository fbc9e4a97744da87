"""Admin interface of PowerPath: data that the platform gets from test providers, NWEA and spreadsheets.

A sandbox sends no requests to other systems, so tests and users supply this data here, in Python or by admin routes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from starlette.routing import Route

from timeback.sandbox.operations.admin_routes import admin_route
from timeback.sandbox.operations.extensions import OwnerGuard
from timeback.sandbox.operations.objects import (
    as_number,
    as_timestamp,
    new_id,
    timestamp,
)
from timeback.sandbox.powerpath.assignment_states import ASSIGNMENTS
from timeback.sandbox.powerpath.assignments import sheet_key
from timeback.sandbox.powerpath.grade_levels import grade_of
from timeback.sandbox.powerpath.screening import session_of
from timeback.sandbox.powerpath.storage import PROVIDED, RESULTS, SESSIONS, SETTINGS, SHEETS
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["PowerPathControl", "powerpath_routes"]

_STATES: Final = ("enqueued", "assigned", "in_progress", "blocked", "completed", "abandoned", "failed")
_NWEA: Final = (
    "ENQUEUED",
    "AWAITING_STUDENT",
    "IN_PROGRESS",
    "PAUSED",
    "SUSPENDED",
    "TERMINATED",
    "ABANDONED",
    "COMPLETED",
    "FAILED",
)
_SCREENED: Final = ("Math", "Reading", "Language", "Science")


class PowerPathControl:
    """Supplies the data that PowerPath gets from other systems.

    Its methods raise a ValueError that names the invalid value.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def choose_questions(self, seed: int) -> None:
        """Set the seed with which powerpath-100 chooses among equally suitable questions."""
        self._store.put(SETTINGS, {"sourcedId": "questions", "owner": "powerpath", "seed": int(seed)})

    def provide_results(
        self,
        assignment_id: str,
        questions: Sequence[Mapping[str, Any]],
        *,
        grade: str | None = None,
        score_status: str | None = None,
        mastery_track_processed: bool = False,
    ) -> None:
        """Supply the results of a test at a provider, by the assignmentId from makeExternalTestAssignment.

        questions: each {id, score, title, feedback, responses}; score is from 0 to 1, or None while it is open
        grade: "GRADED" when edulastic has graded the test
        score_status, mastery_track_processed: "fully graded" and True when mastery-track has processed the test
        """
        kept = []
        for index, each in enumerate(questions):
            worth = as_number(each.get("score"))
            if not isinstance(each.get("id"), str) or not each["id"]:
                raise ValueError(f"questions[{index}].id must be a non-empty string")
            if each.get("score") is not None and (worth is None or not 0 <= worth <= 1):
                raise ValueError(f"questions[{index}].score must be a number from 0 to 1, or null")
            for name, type_ in (("title", str), ("feedback", str), ("responses", dict)):
                if name in each and not isinstance(each[name], type_):
                    raise ValueError(f"questions[{index}].{name} must be a {type_.__name__}")
            kept.append(
                {name: each[name] for name in ("id", "score", "title", "feedback", "responses") if name in each}
            )
        if len({each["id"] for each in kept}) != len(kept):
            raise ValueError("questions: each id must be unique")
        self._store.put(
            PROVIDED,
            {
                "sourcedId": assignment_id,
                "owner": assignment_id,
                "questions": kept,
                "grade": grade,
                "scoreStatus": score_status,
                "masteryTrackProcessed": mastery_track_processed is True,
            },
        )

    def provide_sheet(self, spreadsheet_url: str, sheet: str, text: str) -> None:
        """Supply the CSV text of a spreadsheet for importTestAssignments."""
        key = sheet_key(spreadsheet_url, sheet)
        self._store.put(SHEETS, {"sourcedId": key, "owner": "powerpath", "csv": text})

    def expire_assignment(self, assignment_id: str, at: str) -> None:
        """Set the time at which a test assignment expires."""
        found = self._store.get(ASSIGNMENTS, assignment_id)
        if found is None:
            raise ValueError(f"assignment_id: there is no test assignment {assignment_id}")
        if as_timestamp(at) is None:
            raise ValueError("expiresAt must be a date and time in ISO 8601 form")
        self._store.put(ASSIGNMENTS, {**found, "expiresAt": as_timestamp(at)})

    def set_screening(self, user: str, *, status: str | None, nwea_status: str | None = None) -> None:
        """Set the status of the assigned screening test of a student."""
        if status is not None and status not in _STATES:
            raise ValueError(f"status must be one of {', '.join(_STATES)}, or null")
        if nwea_status is not None and nwea_status not in _NWEA:
            raise ValueError(f"nweaStatus must be one of {', '.join(_NWEA)}, or null")
        with self._store.transaction():
            found = self._session(user)
            session = found["session"]
            if session["assignment"]["assignedTestKey"] is None:
                raise ValueError("user: no screening test is assigned to this student")
            assignment = {**session["assignment"], "status": status, "nweaStatus": nwea_status}
            self._store.put(SESSIONS, {**found, "session": {**session, "assignment": assignment}})

    def provide_screening_result(
        self,
        user: str,
        subject: str,
        *,
        test_name: str,
        grade: str | int,
        rit_score: float,
        completed_at: str | None = None,
    ) -> None:
        """Supply a result of NWEA."""
        level, score = grade_of(grade), as_number(rit_score)
        if subject not in _SCREENED:
            raise ValueError(f"subject must be one of {', '.join(_SCREENED)}")
        if level is None or score is None:
            raise ValueError("grade must be from -1 to 13, and ritScore a number")
        done = as_timestamp(completed_at) if completed_at is not None else timestamp()
        if done is None:
            raise ValueError("completedAt must be a date and time in ISO 8601 form")
        self._session(user)
        self._store.put(
            RESULTS,
            {
                "sourcedId": new_id(),
                "owner": user,
                "status": "active",
                "subject": subject,
                "testName": str(test_name),
                "grade": str(level),
                "ritScore": score,
                "completedAt": done,
            },
        )

    def _session(self, user: str) -> StoredObject:
        if not self._store.has("users", user):
            raise ValueError(f"user: there is no user {user}")
        return session_of(self._store, user)


_Action = Callable[[PowerPathControl, Mapping[str, str], dict[str, Any]], None]


def _results(control: PowerPathControl, path: Mapping[str, str], body: dict[str, Any]) -> None:
    control.provide_results(
        path["id"],
        body["questions"],
        grade=body.get("grade"),
        score_status=body.get("scoreStatus"),
        mastery_track_processed=body.get("masteryTrackProcessed", False),
    )


def _sheet(control: PowerPathControl, _: Mapping[str, str], body: dict[str, Any]) -> None:
    control.provide_sheet(body["spreadsheetUrl"], body["sheet"], body["csv"])


def _expiry(control: PowerPathControl, path: Mapping[str, str], body: dict[str, Any]) -> None:
    control.expire_assignment(path["id"], body["expiresAt"])


def _screening(control: PowerPathControl, path: Mapping[str, str], body: dict[str, Any]) -> None:
    control.set_screening(path["id"], status=body["status"], nwea_status=body.get("nweaStatus"))


def _screening_result(control: PowerPathControl, path: Mapping[str, str], body: dict[str, Any]) -> None:
    control.provide_screening_result(
        path["id"],
        body["subject"],
        test_name=body["testName"],
        grade=body["grade"],
        rit_score=body["ritScore"],
        completed_at=body.get("completedAt"),
    )


def _seed(control: PowerPathControl, _: Mapping[str, str], body: dict[str, Any]) -> None:
    control.choose_questions(body["seed"])


_ADMIN_ACTIONS: Final[Mapping[str, _Action]] = {
    "external-tests/{id}": _results,
    "spreadsheets": _sheet,
    "test-assignments/{id}/expiry": _expiry,
    "screening/{id}": _screening,
    "screening/{id}/results": _screening_result,
    "questions": _seed,
}


def powerpath_routes(store: Store, guard: OwnerGuard) -> list[Route]:
    """PUT routes below /_sandbox/powerpath/, with which another process does the same."""
    control = PowerPathControl(store)
    return [admin_route("powerpath", path, partial(action, control), guard) for path, action in _ADMIN_ACTIONS.items()]
