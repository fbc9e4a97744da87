"""What a test supplies to EduBridge: applications, MAP reports, grades, the calendar; in Python or by admin routes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, Literal

from starlette.routing import Route

from timeback._spec import documents
from timeback.sandbox.edubridge.learning_reports import grades_id
from timeback.sandbox.edubridge.storage import APPLICATIONS, GRADES, MAP_REPORTS, change_settings
from timeback.sandbox.operations.admin_routes import AdminAction, admin_route
from timeback.sandbox.operations.extensions import OwnerGuard
from timeback.sandbox.operations.objects import timestamp
from timeback.sandbox.powerpath.grade_levels import subject_of
from timeback.sandbox.spec.validation import Validators
from timeback.sandbox.storage.store import Store

__all__ = ["EduBridgeControl", "edubridge_routes"]

_GRADES: Final = ("ritGrade", "edulasticGrade", "placementGrade", "testOutGrade")


def _check(schema: str, value: Mapping[str, Any]) -> None:
    """Raise a ValueError if replies could not contain a value."""
    document = documents.load("edubridge")
    problems = Validators().problems(document, document.content["components"]["schemas"][schema], value)
    if problems:
        raise ValueError(f"{problems[0][0]}: {problems[0][1]}")


class EduBridgeControl:
    """What the platform gets from other systems, and the day that counts as today."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def provide_application(self, application: Mapping[str, Any]) -> None:
        """Add or replace a learning application, in the form of a reply: `sourcedId`, `name`, `domain` (a list)...

        Raises:
            ValueError: the application is invalid.
        """
        value = {"status": "active", "dateLastModified": timestamp(), **application}
        _check("Application", value)
        self._store.put(APPLICATIONS, value)

    def provide_map_reports(self, student: str, reports: Iterable[Mapping[str, Any]]) -> None:
        """Set the MAP reports of a student, in the form of a reply: `title`, `pdfUrl`, `tests`...

        Raises:
            ValueError: a report is invalid.
        """
        found = [dict(report) for report in reports]
        for report in found:
            _check("MapReport", report)
        self._store.put(MAP_REPORTS, {"sourcedId": student, "owner": student, "reports": found})

    def provide_mastered_grades(self, student: str, subject: str, grades: Mapping[str, str | float | None]) -> None:
        """Set grades of a student in a subject, as text, numbers or None: they are returned as given.

        grades: by `ritGrade`, `edulasticGrade`, `placementGrade` and `testOutGrade`. The last two replace those of
            the tests that the student took in the sandbox.

        Raises:
            ValueError: a name or a grade is invalid.
        """
        if unknown := set(grades) - set(_GRADES):
            raise ValueError(f"{min(unknown)}: must be one of {', '.join(_GRADES)}")
        _check("GradesByTest", grades)
        sourced_id = grades_id(student, subject_of(subject) or subject)
        self._store.put(GRADES, {"sourcedId": sourced_id, "owner": student, **grades})

    def set_today(self, day: date | None) -> None:
        """Set the day that counts as today for school years, first days and saved time; None for that of the clock."""
        change_settings(self._store, today=None if day is None else day.isoformat())

    def set_days_off(self, days: Iterable[date]) -> None:
        """Set days that are no school days, such as those of MAP tests, in addition to those of the calendar."""
        change_settings(self._store, daysOff=[day.isoformat() for day in days])

    def nest_apps_by(self, outermost: Literal["app", "day"]) -> None:
        """Choose the outermost keys of `factsByApp`: "app", as at the start, or "day".

        Raises:
            ValueError: it is neither.
        """
        if outermost not in ("app", "day"):
            raise ValueError("outermost: must be app or day")
        change_settings(self._store, nesting=outermost)


def edubridge_routes(store: Store, guard: OwnerGuard) -> list[Route]:
    """Routes below /_sandbox/edubridge/, with which another process does the same."""
    control = EduBridgeControl(store)

    def choose(_: Mapping[str, Any], given: dict[str, Any]) -> None:
        if "today" in given:
            control.set_today(None if given["today"] is None else date.fromisoformat(given["today"]))
        if "daysOff" in given:
            control.set_days_off([date.fromisoformat(day) for day in given["daysOff"]])
        if "nesting" in given:
            control.nest_apps_by(given["nesting"])

    actions: dict[str, AdminAction] = {
        "applications": lambda _, given: control.provide_application(given),
        "map-reports/{user}": lambda path, given: control.provide_map_reports(path["user"], given["reports"]),
        "mastered-grades/{user}/{subject}": lambda path, given: control.provide_mastered_grades(
            path["user"], path["subject"], given
        ),
        "settings": choose,
    }
    return [admin_route("edubridge", path, action, guard) for path, action in actions.items()]
