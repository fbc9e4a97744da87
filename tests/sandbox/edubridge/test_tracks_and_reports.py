"""Subject tracks, applications, reports, saved time and users by role."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sandbox.conftest import owner
from timeback import TimeBackClient
from timeback.errors import APIStatusError, BadRequestError, NotFoundError, UnprocessableEntityError
from timeback.sandbox import Sandbox
from timeback.sandbox.edubridge.calendar import SchoolYear, school_days


def track(client: TimeBackClient, course: str = "math", org: str | None = None, grade: str = "3") -> str:
    body = {"subject": "Math", "grade": grade, "courseId": course, **({"orgSourcedId": org} if org else {})}
    return client.edubridge.upsert_subject_track(body).id


def test_there_is_one_track_for_each_combination(client: TimeBackClient) -> None:
    everywhere, at_school = track(client), track(client, org="o1")
    assert track(client, "read") == everywhere
    found = {each.id: each for each in client.edubridge.list_subject_tracks()}
    assert found.keys() == {everywhere, at_school}
    assert (found[everywhere].course.title, found[everywhere].org) == ("Reading 3", None)
    assert (found[at_school].course.sourced_id, found[at_school].org.sourced_id) == ("math", "o1")  # type: ignore[union-attr]
    client.edubridge.delete_subject_track(everywhere)
    with pytest.raises(NotFoundError):
        client.edubridge.delete_subject_track(everywhere)
    for wrong in ({"courseId": "x"}, {"orgSourcedId": "x"}):
        body = {"subject": "Math", "grade": "3", "courseId": "math", **wrong}
        with pytest.raises(UnprocessableEntityError, match=next(iter(wrong))):
            client.edubridge.upsert_subject_track(body)


def groups(client: TimeBackClient) -> dict[tuple[str, bool], list[str | None]]:
    """The organisations of each group, by course and whether it is global."""
    return {
        (each.key.course_id, each.key.is_global): [one.org.sourced_id if one.org else None for one in each.tracks]
        for each in client.edubridge.list_track_groups()
    }


def test_groups_are_created_replaced_and_deleted(client: TimeBackClient) -> None:
    base = {"subject": "Math", "grade": "3"}
    client.edubridge.create_track_group({**base, "courseId": "math"})
    client.edubridge.create_track_group({**base, "courseId": "math", "orgSourcedIds": ["o1", "o2", "o1"]})
    assert groups(client) == {("math", True): [None], ("math", False): ["o1", "o2"]}
    with pytest.raises(UnprocessableEntityError, match="orgSourcedIds"):
        client.edubridge.create_track_group({**base, "courseId": "read", "orgSourcedIds": ["o1"]})
    change = {**base, "currentCourseId": "math", "courseId": "read", "isGlobal": False}
    client.edubridge.replace_track_group({**change, "orgSourcedIds": ["o2"]})
    assert groups(client) == {("math", True): [None], ("read", False): ["o2"]}
    client.edubridge.create_track_group({**base, "courseId": "math", "orgSourcedIds": ["o1"]})
    back = {**change, "currentCourseId": "read", "orgSourcedIds": ["o1", "o2"]}
    with pytest.raises(UnprocessableEntityError, match="orgSourcedIds"):
        client.edubridge.replace_track_group({**back, "strategy": "fail"})
    assert groups(client)["read", False] == ["o2"]
    client.edubridge.replace_track_group({**back, "strategy": "replace"})
    assert groups(client) == {("math", True): [None], ("read", False): ["o1", "o2"]}
    for wrong in ({"isGlobal": True, "orgSourcedIds": ["o1"]}, {"orgSourcedIds": []}):
        with pytest.raises(UnprocessableEntityError, match="orgSourcedIds"):
            client.edubridge.replace_track_group({**change, "currentCourseId": "read", **wrong})
    key = {**base, "courseId": "math", "isGlobal": True}
    client.edubridge.delete_track_group(key)
    with pytest.raises(NotFoundError):
        client.edubridge.delete_track_group(key)
    client.rostering.courses.delete_course("read")
    assert groups(client) == {}


def test_applications_and_metrics(box: Sandbox, client: TimeBackClient) -> None:
    box.edubridge.provide_application({"sourcedId": "a1", "name": "App", "domain": ["app.example", "b.example"]})
    (found,) = client.edubridge.list_applications()
    assert (found.name, found.domain) == ("App", ["app.example", "b.example"])
    xp = {"metric": "xp", "metricSource": "powerpath"}
    made = client.edubridge.create_application_metric("a1", xp)
    assert (made.application_sourced_id, made.metric, made.metric_source) == ("a1", "xp", "powerpath")
    client.edubridge.create_application_metric("a1", xp)
    client.edubridge.create_application_metric("a1", {**xp, "metric": "lessons"})
    with pytest.raises(UnprocessableEntityError, match="metric"):
        client.edubridge.create_application_metric("a1", {**xp, "metricSource": "manual_entry"})
    assert [each.metric for each in client.edubridge.list_application_metrics("a1")] == ["xp", "lessons"]
    client.edubridge.delete_application_metric("a1", xp)
    with pytest.raises(NotFoundError):
        client.edubridge.delete_application_metric("a1", xp)
    with pytest.raises(NotFoundError):
        client.edubridge.list_application_metrics("a2")
    with pytest.raises(ValueError, match="domain"):
        box.edubridge.provide_application({"sourcedId": "a1", "name": "App", "domain": "app.example"})


def test_map_reports_are_a_list(box: Sandbox, client: TimeBackClient) -> None:
    with pytest.raises(NotFoundError):
        client.edubridge.get_map_profile("s1")
    reports = [{"title": "Fall", "pdfUrl": None, "tests": ["Math 2-5"]}, {"title": "Spring", "tests": []}]
    box.edubridge.provide_map_reports("s1", reports)
    assert [(each.title, each.pdf_url) for each in client.edubridge.get_map_profile("s1")] == [
        ("Fall", None),
        ("Spring", None),
    ]


def test_grades_are_text_numbers_or_null(box: Sandbox, client: TimeBackClient) -> None:
    with pytest.raises(NotFoundError):
        client.edubridge.get_highest_grade_mastered("s1", "Math")
    box.edubridge.provide_mastered_grades("s1", "Math", {"ritGrade": "4", "edulasticGrade": 5, "placementGrade": None})
    for subject in ("Math", "math"):
        found = client.edubridge.get_highest_grade_mastered("s1", subject)
        assert found.subject == "Math"
        grades = found.grades
        assert (grades.rit_grade, grades.edulastic_grade, grades.placement_grade) == ("4", 5, None)
        assert (grades.test_out_grade, grades.highest_grade_overall) == (None, 5)
    with pytest.raises(ValueError, match="placement"):
        box.edubridge.provide_mastered_grades("s1", "Math", {"placement": 3})


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (date(2025, 8, 15), date(2025, 8, 15), 1),  # a Friday, the first day
        (date(2025, 8, 14), date(2025, 8, 18), 2),  # summer, Friday, a weekend, Monday
        (date(2025, 9, 1), date(2025, 9, 5), 4),  # the first Monday of September
        (date(2025, 11, 24), date(2025, 11, 28), 2),  # Wednesday to Friday of the last week of November
        (date(2025, 12, 19), date(2026, 1, 5), 2),
        (date(2026, 1, 19), date(2026, 1, 20), 1),
        (date(2026, 2, 16), date(2026, 2, 17), 1),
        (date(2026, 3, 6), date(2026, 3, 16), 2),  # the week of the second Monday of March
        (date(2026, 5, 25), date(2026, 6, 5), 4),
        (date(2026, 6, 1), date(2026, 8, 14), 0),
        (date(2026, 3, 5), date(2026, 3, 4), 0),
    ],
)
def test_the_calendar(since: date, until: date, days: int) -> None:
    assert school_days(since, until) == days


def test_school_years() -> None:
    assert SchoolYear.of(date(2026, 8, 14)).start == date(2025, 8, 15)
    assert SchoolYear.of(date(2026, 8, 15)).start == date(2026, 8, 15)
    assert SchoolYear.of(date(2028, 2, 29)).end == date(2028, 8, 14)


def test_saved_time_counts_school_days(box: Sandbox, client: TimeBackClient) -> None:
    assert client.edubridge.get_time_saved("s1").school_days_elapsed == 0
    box.edubridge.set_today(date(2026, 3, 2))
    client.edubridge.enroll("s1", "math")
    box.edubridge.set_today(date(2026, 3, 4))
    saved = client.edubridge.get_time_saved("s1")
    assert (saved.school_days_elapsed, saved.total_hours_saved, saved.total_days_saved) == (3, 15, 15 / 24)
    assert saved.calculation is not None
    assert saved.calculation.hours_saved_per_day == 5
    box.edubridge.set_days_off([date(2026, 3, 3), date(2020, 1, 1)])
    assert client.edubridge.get_time_saved("s1").school_days_elapsed == 2
    # In the next school year its start counts.
    box.edubridge.set_today(date(2026, 8, 17))
    assert client.edubridge.get_time_saved("s1").school_days_elapsed == 1


def test_users_by_role_and_organisation(client: TimeBackClient) -> None:
    def ids(**query: object) -> list[str]:
        return [each.sourced_id for each in client.edubridge.iter_users(**query)]  # type: ignore[arg-type]

    assert ids(roles=["student"]) == ["s1", "s2"]
    assert ids(roles=["student", "teacher"]) == ["s1", "s2", "t1"]
    assert ids(roles=["student", "teacher"], org_sourced_ids=["o1"]) == ["s1", "t1"]
    assert ids(roles=["student"], filter_expr="sourcedId='s2'") == ["s2"]
    page = client.edubridge.list_users(roles=["student"], limit=1)
    assert (len(page), page.total_count) == (1, 2)


def test_other_processes_use_the_admin_routes(box: Sandbox, client: TimeBackClient) -> None:
    with owner(box) as page:
        base = "/_sandbox/edubridge"
        sent = {
            "applications": {"sourcedId": "a1", "name": "App", "domain": []},
            "map-reports/s1": {"reports": [{"title": "Fall", "tests": []}]},
            "mastered-grades/s1/Math": {"ritGrade": "4"},
            "settings": {"today": "2026-03-05", "daysOff": ["2026-03-05"], "nesting": "day"},
        }
        for path, body in sent.items():
            assert page.put(f"{base}/{path}", json=body).status_code == 204
        wrong = {"applications": {}, "map-reports/s1": {}, "mastered-grades/s1/Math": {"x": 1}}
        for path, body in {**wrong, "settings": {"today": "soon"}}.items():
            assert page.put(f"{base}/{path}", json=body).status_code == 400
    assert [each.name for each in client.edubridge.list_applications()] == ["App"]
    assert client.edubridge.get_map_profile("s1")[0].title == "Fall"
    assert client.edubridge.get_highest_grade_mastered("s1", "Math").grades.rit_grade == "4"


def test_users_need_a_role(box: Sandbox, client: TimeBackClient) -> None:
    with pytest.raises((BadRequestError, APIStatusError, ValueError)):
        client.edubridge.list_users(roles=[])
