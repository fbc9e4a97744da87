"""Activity and weekly facts, computed from events and results."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests import plain
from tests.sandbox.conftest import description, token
from timeback import TimeBackClient
from timeback.errors import APIStatusError, InvalidRequestError, NotFoundError
from timeback.events import Activity, ActivityEvent, Actor, TimeSpentEvent
from timeback.sandbox import Sandbox

SENSOR = "https://app.example"
PERIOD = {"startDate": "2026-03-02T00:00:00Z", "endDate": "2026-03-03T00:00:00Z"}
STUDENT = Actor(id="s1", email="s1@example.org")
LESSON = Activity(id="lesson-1", name="Fractions", course_id="math", course_name="Math 3", subject="Math", app="My App")
READING = Activity(id="book-1", name="Book", course_id="read", subject="Reading", app="Other App")


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def done(time: datetime, xp: float = 5, activity: Activity = LESSON, actor: Actor = STUDENT) -> ActivityEvent:
    return ActivityEvent(
        actor=actor,
        activity=activity,
        xp_earned=xp,
        total_questions=10,
        correct_questions=8,
        mastered_units=1,
        time=time,
    )


def spent(time: datetime, active: float = 60, activity: Activity = LESSON, actor: Actor = STUDENT) -> TimeSpentEvent:
    return TimeSpentEvent(actor=actor, activity=activity, active=active, inactive=5, waste=1, unknown=7, time=time)


def report(client: TimeBackClient, **query: Any) -> dict[str, Any]:
    given = {"start_date": at(1, 0), "end_date": at(31, 23), **query}
    return client.edubridge.get_activity(**given).to_dict()


def sums(xp: float, active: float, count: int = 1, times: int = 1, apps: list[str] | None = None) -> dict[str, Any]:
    return {
        "activityMetrics": {
            "xpEarned": xp,
            "totalQuestions": 10 * count,
            "correctQuestions": 8 * count,
            "masteredUnits": count,
        },
        "timeSpentMetrics": {"activeSeconds": active, "inactiveSeconds": 5 * times, "wasteSeconds": times},
        "apps": ["My App"] if apps is None else apps,
    }


def test_activity_is_summed_by_day_subject_and_app(client: TimeBackClient) -> None:
    client.events.send(
        done(at(2)), done(at(2, 13), 2.5), spent(at(2, 14)), done(at(3), 1, READING), spent(at(4)), sensor=SENSOR
    )
    # Neither another student nor another type of event counts.
    client.events.send(done(at(2), actor=Actor(id="s2", email="s2@example.org")), sensor=SENSOR)
    for who in ({"email": "s1@example.org"}, {"student_id": "s1"}):
        found = report(client, **who)
        assert found["facts"] == {
            "2026-03-02": {"Math": sums(7.5, 60, 2)},
            "2026-03-03": {"Reading": sums(1, 0, 1, 0, ["Other App"])},
            "2026-03-04": {"Math": sums(0, 60, 0)},
        }
        assert found["factsByApp"] == {
            "My App": {"2026-03-02": {"Math": sums(7.5, 60, 2)}, "2026-03-04": {"Math": sums(0, 60, 0)}},
            "Other App": {"2026-03-03": {"Reading": sums(1, 0, 1, 0, ["Other App"])}},
        }


def test_the_other_nesting(box: Sandbox, client: TimeBackClient) -> None:
    client.events.send(done(at(2)), sensor=SENSOR)
    box.edubridge.nest_apps_by("day")
    assert report(client, student_id="s1")["factsByApp"] == {"2026-03-02": {"Math": {"My App": sums(5, 0, 1, 0)}}}


def test_days_are_those_of_the_time_zone(client: TimeBackClient) -> None:
    # 8 March 2026 is the change of clocks in Chicago: the day has 23 hours.
    times = [at(8, 5, 59), at(8, 6), at(9, 4, 59), at(9, 5)]
    client.events.send(*[done(time) for time in times], sensor=SENSOR)
    found = report(client, student_id="s1", timezone="America/Chicago")["facts"]
    counts = {day: each["Math"]["activityMetrics"]["masteredUnits"] for day, each in found.items()}
    assert counts == {"2026-03-07": 1, "2026-03-08": 2, "2026-03-09": 1}
    assert report(client, student_id="s1")["facts"].keys() == {"2026-03-08", "2026-03-09"}
    assert report(client, student_id="s1", timezone="Asia/Tokyo")["facts"].keys() == {"2026-03-08", "2026-03-09"}


def test_both_ends_of_the_period_count(client: TimeBackClient) -> None:
    client.events.send(done(at(2)), done(at(3)), done(at(4)), sensor=SENSOR)
    found = report(client, student_id="s1", start_date=at(2), end_date=at(3))
    assert found["facts"].keys() == {"2026-03-02", "2026-03-03"}
    assert report(client, student_id="s1", start_date=at(5), end_date=at(5)) | {"message": ""} == {
        "message": "",
        "startDate": "2026-03-05T12:00:00.000Z",
        "endDate": "2026-03-05T12:00:00.000Z",
        "facts": {},
        "factsByApp": {},
    }


def test_results_count_too(box: Sandbox, client: TimeBackClient) -> None:
    item = {"sourcedId": "i1", "status": "active", "title": "t", "course": {"sourcedId": "math"}}
    box.store.load("assessmentLineItems", [item])
    metadata = {"xp": 4, "totalQuestions": 3, "correctQuestions": 2, "appName": "Tests"}
    result = {
        "sourcedId": "r1",
        "status": "active",
        "student": {"sourcedId": "s1"},
        "assessmentLineItem": {"sourcedId": "i1"},
        "scoreDate": "2026-03-02T10:00:00Z",
        "scoreStatus": "fully graded",
    }
    without = {**result, "sourcedId": "r2", "metadata": {"xp": "many"}}
    deleted = {**result, "sourcedId": "r3", "status": "tobedeleted", "metadata": metadata}
    box.store.load("assessmentResults", [{**result, "metadata": metadata}, without, deleted])
    client.events.send(done(at(2)), sensor=SENSOR)
    found = report(client, student_id="s1")["facts"]["2026-03-02"]["Math"]
    assert found["activityMetrics"]["xpEarned"] == 9
    assert found["apps"] == ["Tests", "My App"]
    rows = client.edubridge.get_weekly_facts(student_id="s1", week_date=at(2)).facts
    assert [(row.source.rpartition(":")[0], row.event_type, row.xp_earned) for row in rows] == [
        ("oneroster:assessment_result", "ActivityEvent", 4),
        ("caliper:event:urn:uuid", "ActivityEvent", 5),
    ]
    assert len({row.id for row in rows}) == 2


def test_one_enrollment(client: TimeBackClient) -> None:
    made = client.edubridge.enroll("s1", "math")
    client.events.send(done(at(2)), done(at(3), activity=READING), spent(at(9)), sensor=SENSOR)
    found = client.edubridge.get_enrollment_facts(made.id).to_dict()
    assert found["enrollmentId"] == made.id
    assert found["facts"].keys() == {"2026-03-02", "2026-03-09"}
    assert not {"startDate", "endDate"} & found.keys()
    part = client.edubridge.get_enrollment_facts(made.id, start_date=at(5), end_date=at(20)).to_dict()
    assert part["facts"].keys() == {"2026-03-09"}


def test_the_week_is_from_sunday_to_saturday(client: TimeBackClient) -> None:
    made = client.edubridge.enroll("s1", "math")
    # In Chicago the week of 8 March begins at 06:00 UTC, and that of 15 March at 05:00.
    times = [at(8, 5, 59), at(8, 6), at(11), at(15, 4, 59), at(15, 5)]
    client.events.send(*[spent(time) for time in times], done(at(12)), sensor=SENSOR)
    week = client.edubridge.get_weekly_facts(email="s1@example.org", week_date=at(11), timezone="America/Chicago")
    assert (week.start_date, week.end_date) == (at(8, 6), datetime(2026, 3, 15, 4, 59, 59, 999000, UTC))
    assert [row.event_type for row in week.facts] == ["TimeSpentEvent"] * 2 + ["ActivityEvent", "TimeSpentEvent"]
    first, *_, last = week.facts
    assert (first.date, first.day_of_week, last.date, last.day_of_week) == ("2026-03-08", 0, "2026-03-14", 6)
    assert (first.year, first.month, first.day) == (2026, 3, 8)
    assert (first.active_seconds, first.inactive_seconds, first.waste_seconds) == ("60", "5", "1")
    assert (first.xp_earned, first.total_questions) == (None, None)
    assert (first.user_id, first.email, first.user_grade) == ("s1", "s1@example.org", "3")
    assert (first.course_id, first.course_name, first.enrollment_id) == ("math", "Math 3", made.id)
    assert (first.app, first.subject, first.activity_id, first.activity_name) == (
        "My App",
        "Math",
        "lesson-1",
        "Fractions",
    )
    assert (first.sensor, first.campus_id) == (SENSOR, "o1")
    activity = week.facts[2]
    assert (activity.active_seconds, activity.xp_earned, activity.total_questions) == (None, 5, 10)
    utc = client.edubridge.get_weekly_facts(student_id="s1", week_date=at(8, 0))
    assert len(utc.facts) == 4


def test_a_student_who_is_not_in_the_roster(client: TimeBackClient) -> None:
    guest = Actor(id="https://elsewhere.example/users/1", email="guest@example.org")
    client.events.send(done(at(2), actor=guest), sensor=SENSOR)
    assert report(client, email="guest@example.org")["facts"].keys() == {"2026-03-02"}
    (row,) = client.edubridge.get_weekly_facts(email="guest@example.org", week_date=at(2)).facts
    assert (row.user_id, row.user_family_name, row.email) == (None, None, "guest@example.org")
    for who in ({"email": "nobody@example.org"}, {"student_id": "nobody"}):
        with pytest.raises(NotFoundError):
            report(client, **who)


@pytest.mark.parametrize(
    ("path", "query", "status", "field"),
    [
        ("activity", {"startDate": "2026-03-01", "endDate": "2026-03-02T00:00:00Z"}, 422, "startDate"),
        ("activity", {"startDate": "2026-03-02T00:00:00Z", "endDate": "2026-03-02"}, 422, "endDate"),
        ("activity", {"startDate": "2026-03-02T00:00:00Z", "endDate": "2026-03-01T00:00:00Z"}, 422, "endDate"),
        ("activity", {"startDate": "2026-03-02T00:00:00Z"}, 400, "endDate"),
        ("activity", {**PERIOD, "timezone": "Mars"}, 400, "timezone"),
        ("facts/weekly", {"weekDate": "2026-03-01"}, 422, "weekDate"),
        ("facts/weekly", {"weekDate": "0001-01-01T00:00:00Z", "timezone": "America/Chicago"}, 422, "weekDate"),
        ("facts/weekly", {"weekDate": "2026-03-01T00:00:00Z", "timezone": "../etc"}, 400, "timezone"),
    ],
)  # fmt: skip
def test_invalid_times_are_refused(box: Sandbox, path: str, query: dict[str, str], status: int, field: str) -> None:
    headers = {"Authorization": f"Bearer {token(box)}"}
    base = f"{box.url}/edubridge/analytics/{path}"
    reply = plain.get(base, params={"studentId": "s1", **query}, headers=headers)
    assert (reply.status_code, description(reply).startswith(f"{field}: ")) == (status, True), reply.text
    reply = plain.get(base, params=query, headers=headers)
    assert reply.status_code == 400


def test_odd_events_do_not_break_analytics(client: TimeBackClient) -> None:
    view = {
        "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
        "type": "ActivityEvent",
        "profile": "GeneralProfile",
        "action": "Completed",
        "eventTime": "2026-03-02T10:00:00.000Z",
        "actor": {"id": "https://x.example/1", "type": "Person", "extensions": {"email": "s1@example.org"}},
        "object": "https://x.example/2",
    }
    with pytest.raises((APIStatusError, InvalidRequestError)):
        client.events.send(view, sensor=SENSOR)
    client.events.send({**view, "type": "ViewEvent"}, sensor=SENSOR)
    assert report(client, student_id="s1")["facts"] == {}
