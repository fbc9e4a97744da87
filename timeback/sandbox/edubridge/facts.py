"""Facts: the activities and times of a student, from the events and results that the sandbox has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import attrs

from timeback.sandbox.edubridge.results import course_of_result, results_of
from timeback.sandbox.events.storage import find_events
from timeback.sandbox.operations.objects import active_object, as_number, metadata
from timeback.sandbox.spec.comparable import Comparable, instant
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["ACTIVITY", "TIME_SPENT", "Fact", "Student", "facts_of"]

ACTIVITY: Final = "ActivityEvent"
TIME_SPENT: Final = "TimeSpentEvent"
_PROFILE: Final = "TimebackProfile"
_TIMES: Final = {"active": "activeSeconds", "inactive": "inactiveSeconds", "waste": "wasteSeconds"}
_METRICS: Final = ("xpEarned", "totalQuestions", "correctQuestions", "masteredUnits")
_USERS: Final = "/ims/oneroster/rostering/v1p2/users/"
_MANY: Final = 2**31
_OTHER: Final = "Other"
_RESULT_NUMBER: Final = 2**40


@attrs.frozen
class Student:
    """Whose facts are meant: a user, or only an e-mail address that events name.

    Attributes:
        user: the user; None if the roster has none.
        email: the address by which events are found; None if the user has none.
    """

    user: StoredObject | None = attrs.field(repr=False)
    email: str | None = attrs.field(repr=False)


@attrs.frozen
class Fact:
    """One event or result."""

    number: int
    moment: int
    """Microseconds since 1970."""
    source: str
    event_type: str
    subject: str
    app: str | None
    course: str | None
    metrics: Mapping[str, float]
    """By the names of replies: XP, questions and units of an activity, or seconds of time spent."""
    details: Mapping[str, Any] = attrs.field(factory=dict, repr=False)

    def local(self, zone: tzinfo) -> datetime:
        return datetime.fromtimestamp(self.moment // 1_000_000, UTC).astimezone(zone)


def facts_of(store: Store, student: Student, origin: str, since: int | None, until: int | None) -> list[Fact]:
    """The facts of a student in a period, both ends included, in the order of their times.

    Args:
        origin: the address of this server, which begins the address of a user in events.
        since, until: microseconds since 1970; None for no bound.
    """
    found = [fact for event in _events(store, student, origin, since, until) for fact in _of_event(event)]
    if student.user is not None:
        facts = (_of_result(store, result) for result in results_of(store, student.user["sourcedId"]))
        found += [
            fact
            for fact in facts
            if fact is not None and (since is None or fact.moment >= since) and (until is None or fact.moment <= until)
        ]
    return sorted(found, key=lambda fact: (fact.moment, fact.number))


def _events(
    store: Store, student: Student, origin: str, since: int | None, until: int | None
) -> Iterable[StoredObject]:
    period: list[tuple[str, str, Comparable]] = []
    if since is not None:
        period.append(("eventTime", ">=", since))
    if until is not None:
        period.append(("eventTime", "<=", until))
    names: list[tuple[str, str]] = []
    if student.email is not None:
        names.append(("actorEmail", student.email))
    if student.user is not None:
        sourced_id = student.user["sourcedId"]
        names += [("actorId", f"{origin}{_USERS}{sourced_id}"), ("actorId", sourced_id)]
    found: dict[int, StoredObject] = {}
    for name, value in names:
        _, events = find_events(store, [(name, "=", value), *period], limit=_MANY)
        found.update((event["id"], event) for event in events)
    return found.values()


def _of_event(event: StoredObject) -> Iterator[Fact]:
    """The fact of an event; none if the platform does not process events of its type."""
    moment, generated, context = instant(event["eventTime"]), event.get("generated"), event.get("object")
    if event.get("profile") != _PROFILE or event["type"] not in (ACTIVITY, TIME_SPENT) or moment is None:
        return
    if not isinstance(generated, dict) or not isinstance(context, dict):
        return
    metrics: dict[str, float] = {}
    for item in generated.get("items") or ():
        name = item["type"] if event["type"] == ACTIVITY else _TIMES.get(item["type"])
        if name is not None:
            metrics[name] = metrics.get(name, 0) + item["value"]
    app, course, activity = (_entity(context.get(name)) for name in ("app", "course", "activity"))
    yield Fact(
        event["id"],
        moment,
        f"caliper:event:{event['externalId']}",
        event["type"],
        context.get("subject") or _OTHER,
        app.get("name"),
        _last_segment(course.get("id")),
        metrics,
        {
            "courseName": course.get("name"),
            "activityId": _last_segment(activity.get("id")),
            "activityName": activity.get("name"),
            "sendTime": event["sendTime"],
            "sensor": event["sensor"],
        },
    )


def _entity(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _last_segment(iri: Any) -> str | None:
    """The id in the address of an object: what follows the last slash."""
    if not isinstance(iri, str):
        return None
    return unquote(urlsplit(iri).path.rstrip("/").rpartition("/")[2]) or iri


def _of_result(store: Store, result: StoredObject) -> Fact | None:
    """The fact of a result; None if it has neither XP nor questions."""
    meta = metadata(result)
    given = {"xpEarned": meta.get("xp"), **{name: meta.get(name) for name in _METRICS[1:]}}
    metrics = {name: number for name, value in given.items() if (number := as_number(value)) is not None}
    date = result.get("scoreDate")
    moment = instant(date) if isinstance(date, str) else None
    if not {"xpEarned", "totalQuestions"} & metrics.keys() or moment is None:
        return None
    course = course_of_result(store, result)
    found = active_object(store, "courses", course) or {}
    subjects = [subject for subject in found.get("subjects") or () if isinstance(subject, str)]
    app = meta.get("appName") or _entity(found.get("primaryApp")).get("name")
    digest = hashlib.sha256(result["sourcedId"].encode()).digest()
    return Fact(
        _RESULT_NUMBER + int.from_bytes(digest[:4]),
        moment,
        f"oneroster:assessment_result:{result['sourcedId']}",
        ACTIVITY,
        subjects[0] if subjects else _OTHER,
        app if isinstance(app, str) else None,
        course,
        metrics,
    )
