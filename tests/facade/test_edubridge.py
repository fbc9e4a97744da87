"""Enrollment by course and analytics through both clients: merged operations, days of time zones, and sums."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.facade.test_platform_services import Server, server
from tests.sandbox.edubridge.conftest import fill
from timeback import TimeBackClient
from timeback._spec.time_zones import day_end, day_start
from timeback.analytics import (
    Sums,
    activity_rows,
    activity_to_pandas,
    facts_to_pandas,
    sum_activity,
    sum_facts,
    sum_facts_by,
)
from timeback.errors import InvalidRequestError
from timeback.events import Activity, ActivityEvent, Actor, TimeSpentEvent
from timeback.sandbox import Sandbox
from timeback_api.edubridge.models import ActivityReport, WeeklyFact
from timeback_api.events.models import TimeSpentMetric

SENSOR = "https://app.example"
__all__ = ["server"]  # a fixture


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as running:
        fill(running)
        yield running


@pytest.fixture
def client(box: Sandbox) -> Iterator[TimeBackClient]:
    with box.client(max_retries=0) as made:
        yield made


# Enrollment


def test_enroll_with_and_without_a_school(box: Sandbox, client: TimeBackClient) -> None:
    one = client.edubridge.enroll("s1", "math")
    two = client.edubridge.enroll(
        "t1", "math", school_id="o2", role="teacher", begin_date=date(2026, 1, 5), metadata={"goals": {"dailyXp": 7}}
    )
    assert (one.role, one.school.id, two.role, two.school.id) == ("student", "o1", "teacher", "o2")
    assert two.begin_date == datetime(2026, 1, 5, tzinfo=UTC)
    assert two.metadata is not None
    assert two.metadata.goals is not None
    assert two.metadata.goals.daily_xp == 7
    paths = [request.path for request in box.requests if "/enroll/" in request.path]
    assert paths == ["/edubridge/enrollments/enroll/s1/math", "/edubridge/enrollments/enroll/t1/math/o2"]
    assert client.edubridge.get_default_class("math", "o2").id != client.edubridge.get_default_class("math").id
    client.edubridge.unenroll("t1", "math", school_id="o2")
    assert client.edubridge.list_enrollments("t1") == []
    assert client.edubridge.with_raw_response.enroll("s1", "math").status == 201


async def test_the_async_client_does_the_same(box: Sandbox) -> None:
    async with box.async_client(max_retries=0) as client:
        made = await client.edubridge.enroll("s1", "math", metadata={"own": 1})
        assert [each.id for each in await client.edubridge.list_enrollments("s1")] == [made.id]
        await client.edubridge.unenroll("s1", "math")
        assert await client.edubridge.list_enrollments("s1") == []
        day = date(2026, 3, 8)
        report = await client.edubridge.get_activity(student_id="s1", start_date=day, end_date=day)
        assert sum_activity(report) == Sums()
        week = await client.edubridge.get_weekly_facts(student_id="s1", week_date=day, timezone="America/Chicago")
        assert (week.start_date, week.facts) == (datetime(2026, 3, 8, 6, tzinfo=UTC), [])


# Days


def sent(server: Server) -> dict[str, str]:
    return dict(server.received[-1].query)


PERIOD = {"startDate": "2026-03-02T00:00:00Z", "endDate": "2026-03-02T00:00:00Z"}
EMPTY = {"message": "", **PERIOD, "facts": {}, "factsByApp": {}}


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        (None, "2026-03-08T00:00:00.000Z", "2026-03-08T23:59:59.999Z"),
        ("UTC", "2026-03-08T00:00:00.000Z", "2026-03-08T23:59:59.999Z"),
        ("America/Chicago", "2026-03-08T06:00:00.000Z", "2026-03-09T04:59:59.999Z"),
        ("Asia/Kolkata", "2026-03-07T18:30:00.000Z", "2026-03-08T18:29:59.999Z"),
        ("Pacific/Auckland", "2026-03-07T11:00:00.000Z", "2026-03-08T10:59:59.999Z"),
    ],
)
def test_dates_become_whole_days_of_the_zone(server: Server, zone: str | None, start: str, end: str) -> None:
    day = date(2026, 3, 8)
    server.replies = [(200, EMPTY)] * 2
    with TimeBackClient(**server.settings()) as client:
        client.edubridge.get_activity(email="x@example.org", start_date=day, end_date=day, timezone=zone)
        given = {"timezone": zone} if zone else {}
        assert sent(server) == {"email": "x@example.org", "startDate": start, "endDate": end, **given}
        client.edubridge.get_enrollment_facts("e1", end_date="2026-03-08", timezone=zone)
        assert sent(server) == {"endDate": end, **given}


def test_moments_stay_as_they_are(server: Server) -> None:
    moment = datetime(2026, 3, 8, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    server.replies = [(200, EMPTY), (200, {**EMPTY, "facts": []})]
    with TimeBackClient(**server.settings()) as client:
        client.edubridge.get_activity(
            student_id="u1", start_date=moment, end_date=moment + timedelta(days=1), timezone="Asia/Tokyo"
        )
        assert sent(server)["startDate"] == "2026-03-07T23:30:00.000Z"
        assert sent(server)["endDate"] == "2026-03-08T23:30:00.000Z"
        client.edubridge.get_weekly_facts(student_id="u1", week_date=moment)
        assert sent(server)["weekDate"] == "2026-03-07T23:30:00.000Z"


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"student_id": None}, "email"),
        ({"student_id": ""}, "email"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"timezone": 2}, "timezone"),
        ({"start_date": datetime(2026, 3, 1)}, "start_date"),
        ({"end_date": datetime(2026, 3, 1)}, "end_date"),
        ({"start_date": "soon"}, "start_date"),
        ({"end_date": "2026-03-01T00:00:00"}, "end_date"),
        ({"end_date": 20260301}, "end_date"),
        ({"start_date": date(2026, 3, 3)}, "end_date"),
    ],
)
def test_wrong_arguments_are_named_and_nothing_is_sent(server: Server, named: dict[str, Any], field: str) -> None:
    arguments: dict[str, Any] = {
        "student_id": "u1",
        "start_date": date(2026, 3, 1),
        "end_date": date(2026, 3, 2),
        **named,
    }
    with TimeBackClient(**server.settings()) as client:
        with pytest.raises(InvalidRequestError, match=f"^{field}: "):
            client.edubridge.get_activity(**arguments)
        if "end_date" not in named and "start_date" not in named:
            rest = {name: value for name, value in arguments.items() if not name.endswith("_date")}
            with pytest.raises(InvalidRequestError, match=f"^{field}: "):
                client.edubridge.get_weekly_facts(week_date=date(2026, 3, 1), **rest)
        with pytest.raises(InvalidRequestError, match=r"^begin_date: "):
            client.edubridge.enroll("u1", "c1", begin_date=datetime(2026, 3, 1))
        with pytest.raises(InvalidRequestError, match=r"^week_date: "):
            client.edubridge.get_weekly_facts(student_id="u1", week_date=None)  # type: ignore[arg-type]
    assert server.received == []


@given(st.dates(date(1970, 1, 2), date(2037, 12, 30)), st.sampled_from(sorted(available_timezones())))
@example(date(2018, 11, 4), "America/Sao_Paulo")  # clocks skip midnight
@example(date(2026, 10, 25), "Atlantic/Azores")  # clocks repeat the last hour before midnight
@example(date(2011, 12, 29), "Pacific/Apia")  # the next day does not exist
def test_days_follow_each_other_without_gaps(day: date, name: str) -> None:
    zone = ZoneInfo(name)
    start, end = day_start(day, zone), day_end(day, zone)
    assert end + timedelta(milliseconds=1) == day_start(day + timedelta(days=1), zone)
    if start <= end:
        assert start.astimezone(zone).date() == day
        assert end.astimezone(zone).date() == day
        assert (start - timedelta(seconds=1)).astimezone(zone).date() < day


def test_the_week_of_a_day_is_that_of_the_zone(box: Sandbox, client: TimeBackClient) -> None:
    for name in ("America/Los_Angeles", "UTC", "Asia/Tokyo", "Pacific/Auckland", "Pacific/Kiritimati"):
        for day in (date(2026, 3, 1), date(2026, 3, 7)):
            week = client.edubridge.get_weekly_facts(student_id="s1", week_date=day, timezone=name)
            assert week.start_date.astimezone(ZoneInfo(name)).date() == date(2026, 3, 1)


# Sums


def fact(**values: Any) -> WeeklyFact:
    return WeeklyFact.from_dict({"id": 1, "date": "2026-03-02", "datetime": "", "source": "", **values})


def test_rows_of_activities_and_times_are_added_apart() -> None:
    facts = [
        fact(eventType="ActivityEvent", xpEarned=5, totalQuestions=10, correctQuestions=8, activeSeconds="600"),
        fact(eventType="TimeSpentEvent", activeSeconds="60", inactiveSeconds=None, wasteSeconds=1.5, xpEarned=99),
        fact(eventType="TimeSpentEvent", activeSeconds=30, wasteSeconds="2.5", inactiveSeconds="soon", subject="Math"),
        fact(eventType="ActivityEvent", xpEarned=None, masteredUnits=2, totalQuestions=float("nan"), subject="Math"),
        fact(eventType="ViewEvent", activeSeconds="7", xpEarned=7),
        fact(activeSeconds="7", eventType=None),
    ]
    assert sum_facts(facts) == Sums(5, 10, 8, 2, 90, 0, 4)
    assert sum_facts([]) == Sums()
    assert sum_facts(facts).accuracy == 0.8
    assert Sums().accuracy is None
    assert sum_facts_by(facts, lambda row: row.subject) == {
        None: Sums(5, 10, 8, 0, 60, 0, 1.5),
        "Math": Sums(0, 0, 0, 2, 30, 0, 2.5),
    }


def subject_facts(xp: float, active: float | None) -> dict[str, Any]:
    return {
        "activityMetrics": {"xpEarned": xp, "totalQuestions": None, "correctQuestions": 1, "masteredUnits": 0},
        "timeSpentMetrics": None if active is None else {"activeSeconds": active},
        "apps": ["A", "B"],
    }


@pytest.mark.parametrize(
    "by_app",
    [
        {"A": {"2026-03-02": {"Math": subject_facts(1, 2)}}, "B": {"2026-03-02": {"Math": subject_facts(3, None)}}},
        {"2026-03-02": {"Math": {"A": subject_facts(1, 2), "B": subject_facts(3, None)}}},
    ],
)
def test_rows_of_a_report_in_both_nestings(by_app: dict[str, Any]) -> None:
    facts = {
        "2026-03-03": {"Math": subject_facts(4, 2)},
        "2026-03-02": {"Reading": subject_facts(1, 0), "Math": subject_facts(2, 1)},
    }
    report = ActivityReport.from_dict({**EMPTY, "facts": facts, "factsByApp": by_app})
    rows = activity_rows(report)
    assert [(row.day, row.subject, row.sums.xp_earned) for row in rows] == [
        (date(2026, 3, 2), "Math", 2),
        (date(2026, 3, 2), "Reading", 1),
        (date(2026, 3, 3), "Math", 4),
    ]
    assert sum_activity(report) == Sums(7, 0, 3, 0, 3, 0, 0)
    (row,) = activity_rows(report, app="A")
    assert (row.day, row.subject, row.sums) == (date(2026, 3, 2), "Math", Sums(1, 0, 1, 0, 2))
    assert activity_rows(report, app="C") == []
    assert "Math" in repr(rows[0])
    assert "xp" not in repr(rows[0])


def test_tables(client: TimeBackClient) -> None:
    pytest.importorskip("pandas")
    report = ActivityReport.from_dict({**EMPTY, "facts": {"2026-03-02": {"Math": subject_facts(4, 2)}}})
    table = activity_to_pandas(report)
    assert table["xp_earned"].sum() == 4
    assert list(table["apps"]) == ["A, B"]
    rows = facts_to_pandas(
        [fact(eventType="ActivityEvent", xpEarned=5), fact(eventType="TimeSpentEvent", activeSeconds="60")]
    )
    assert (rows["xpEarned"].sum(), rows["activeSeconds"].sum()) == (5, 60)
    with pytest.raises(InvalidRequestError, match=r"^facts: .*report\.facts"):
        facts_to_pandas(report)  # type: ignore[arg-type]


def test_the_times_of_a_metric_are_sent_in_camel_case() -> None:
    metric = TimeSpentMetric(
        type_="active", value=5, start_date=datetime(2026, 3, 2, tzinfo=UTC), end_date=datetime(2026, 3, 3, tzinfo=UTC)
    )
    assert {"startDate", "endDate"} < metric.to_dict().keys()
    assert not {"start_date", "end_date"} & metric.to_dict().keys()


# A class of 30 in weeks in which clocks change

CHANGES = {
    "America/Chicago": date(2026, 3, 8),
    "Europe/Berlin": date(2026, 3, 29),
    "Pacific/Auckland": date(2026, 4, 5),
}


def lesson_events(number: int) -> list[ActivityEvent | TimeSpentEvent]:
    """What a student of the class does around each change: a lesson every 13 hours, from 60 hours before it."""
    student = Actor(id=f"p{number}", email=f"p{number}@example.org")
    events: list[ActivityEvent | TimeSpentEvent] = []
    for change in CHANGES.values():
        start = datetime(change.year, change.month, change.day, tzinfo=UTC) + timedelta(minutes=7 * number)
        for step in range(12):
            subject, app = (("Math", "A"), ("Reading", "B"))[step % 2]
            lesson = Activity(id=f"l{step}", name="L", subject=subject, app=app, course_id="math")
            who: dict[str, Any] = {
                "actor": student,
                "activity": lesson,
                "time": start + timedelta(hours=13 * step - 60),
            }
            asked: dict[str, Any] = {"total_questions": step, "correct_questions": step // 2}
            events += [
                ActivityEvent(**who, **asked, xp_earned=step + number / 4, mastered_units=step % 3),
                TimeSpentEvent(**who, active=60 * step, inactive=number, waste=step),
            ]
    return events


def added(event: ActivityEvent | TimeSpentEvent) -> Sums:
    names = ["active", "inactive", "waste"] if isinstance(event, TimeSpentEvent) else []
    seconds = {f"{name}_seconds": getattr(event, name) for name in names}
    counts = ["xp_earned", "total_questions", "correct_questions", "mastered_units"]
    return Sums(**seconds, **({} if seconds else {name: getattr(event, name) for name in counts}))


@pytest.mark.slow
def test_what_a_class_did_equals_a_plain_loop(box: Sandbox, client: TimeBackClient) -> None:
    student = box.store.get("users", "s1") or {}
    box.store.load(
        "users", [{**student, "sourcedId": f"p{number}", "email": f"p{number}@example.org"} for number in range(30)]
    )
    events = {number: lesson_events(number) for number in range(30)}
    report = client.events.send_many([event for own in events.values() for event in own], sensor=SENSOR)
    assert len(report.sent) == 30 * 3 * 24
    for name, change in CHANGES.items():
        zone = ZoneInfo(name)
        first, last = change - timedelta(days=2), change + timedelta(days=2)
        # Clocks change on Sundays, and weeks begin on Sundays.
        end_of_week = change + timedelta(days=6)
        for number in range(30):
            days: dict[tuple[date, str], Sums] = {}
            weekly = Sums()
            for event in events[number]:
                assert event.time is not None
                day = event.time.astimezone(zone).date()
                if first <= day <= last:
                    key = (day, str(event.activity.subject))
                    days[key] = days.get(key, Sums()) + added(event)
                if change <= day <= end_of_week:
                    weekly += added(event)
            who = f"p{number}"
            found = client.edubridge.get_activity(student_id=who, start_date=first, end_date=last, timezone=name)
            assert {(row.day, row.subject): row.sums for row in activity_rows(found)} == days
            by_app = [row.sums for app in ("A", "B") for row in activity_rows(found, app=app)]
            assert sum(by_app, Sums()) == sum_activity(found)
            for day in (change, end_of_week):
                email = f"{who}@example.org"
                week = client.edubridge.get_weekly_facts(email=email, week_date=day, timezone=name)
                assert sum_facts(week.facts) == weekly
            assert weekly.xp_earned > 0
