"""The class, the term and the school year that the server keeps for a course at a school."""

from __future__ import annotations

import uuid
from typing import Any, Final

from timeback.sandbox.edubridge.calendar import SchoolYear
from timeback.sandbox.edubridge.storage import today
from timeback.sandbox.operations.objects import active_object, reference
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["default_class", "enrolled_course"]

_MANAGED: Final = {"is_automanaged": True}
_NAMESPACE: Final = uuid.UUID("5f5c1a42-6d0c-5a36-9d4e-5a0e6f2f9b11")


def _own_id(*parts: str) -> str:
    """An id that is the same each time for the same parts."""
    return str(uuid.uuid5(_NAMESPACE, "\n".join(parts)))


def default_class(store: Store, course: StoredObject, school: str) -> StoredObject:
    """The class of a course at a school in this school year; created with its sessions if it does not exist."""
    year = SchoolYear.of(today(store))
    sourced_id = _own_id("class", course["sourcedId"], school, year.name)
    found = active_object(store, "classes", sourced_id)
    if found is not None:
        return found
    session = _session(store, school, year, "schoolYear", None)
    term = _session(store, school, year, "term", session)
    value: dict[str, Any] = {
        "sourcedId": sourced_id,
        "status": "active",
        "title": f"{course['title']} Class",
        "classType": "scheduled",
        "course": reference(course["sourcedId"], "course"),
        "school": reference(school, "org"),
        "terms": [reference(term, "academicSession")],
        "metadata": _MANAGED,
    }
    value.update({name: course[name] for name in ("grades", "subjects", "subjectCodes") if course.get(name)})
    return store.put("classes", value)


def _session(store: Store, school: str, year: SchoolYear, kind: str, parent: str | None) -> str:
    sourced_id = _own_id(kind, school, year.name)
    if active_object(store, "academicSessions", sourced_id) is None:
        value: dict[str, Any] = {
            "sourcedId": sourced_id,
            "status": "active",
            "title": f"{'School year' if kind == 'schoolYear' else 'Term'} {year.name}",
            "type": kind,
            "startDate": year.start.isoformat(),
            "endDate": year.end.isoformat(),
            "schoolYear": str(year.end.year),
            "org": reference(school, "org"),
            "metadata": _MANAGED,
        }
        if parent is not None:
            value["parent"] = reference(parent, "academicSession")
        store.put("academicSessions", value)
    return sourced_id


def enrolled_course(course: StoredObject) -> dict[str, Any]:
    """A course as the replies of EduBridge contain it."""
    view = {"id": course["sourcedId"], "title": course["title"], "metadata": course.get("metadata")}
    optional = {name: course.get(name) for name in ("subjects", "grades", "primaryApp")}
    return {**view, **{name: value for name, value in optional.items() if value is not None}}
