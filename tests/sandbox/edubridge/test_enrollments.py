"""Enrollment by course, and goals."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.sandbox.edubridge.conftest import TODAY
from timeback import TimeBackClient
from timeback.errors import APIStatusError, NotFoundError, UnprocessableEntityError
from timeback.sandbox import Sandbox
from timeback_api.edubridge.api.enrollments import enroll


def test_enrolling_makes_year_term_class_and_enrollment(box: Sandbox, client: TimeBackClient) -> None:
    made = client.edubridge.enroll("s1", "math")
    assert (made.role, made.course.id, made.school.id) == ("student", "math", "o1")
    assert made.begin_date == datetime(2026, 3, 4, tzinfo=UTC)
    stored = client.rostering.enrollments.get_enrollment(made.id)
    assert (stored.user.sourced_id, stored.begin_date) == ("s1", TODAY)
    of_class = client.rostering.classes.get_class(stored.class_.sourced_id)
    assert (of_class.title, of_class.course.sourced_id) == ("Math 3 Class", "math")
    assert of_class.metadata == {"is_automanaged": True}
    (term_link,) = of_class.terms
    term = client.rostering.academic_sessions.get_academic_session(term_link.sourced_id)
    assert (term.type_, term.start_date, term.end_date) == ("term", date(2025, 8, 15), date(2026, 8, 14))
    year = client.rostering.academic_sessions.get_academic_session(term.parent.sourced_id)  # type: ignore[union-attr]
    assert (year.type_, year.org.sourced_id, str(year.school_year)) == ("schoolYear", "o1", "2026")
    assert [period.id for period in made.periods or ()] == [term.sourced_id]
    assert [student.sourced_id for student in client.rostering.classes.iter_students(of_class.sourced_id)] == ["s1"]
    # A second student and a second request use the same class and the same enrollment.
    client.edubridge.enroll("s2", "math", "o1")
    again = client.edubridge.enroll("s1", "math")
    assert again.id == made.id
    assert box.store.count("classes") == 1
    assert box.store.count("academicSessions") == 2


def test_the_other_school_has_a_class_of_its_own(box: Sandbox, client: TimeBackClient) -> None:
    first = client.edubridge.enroll("s1", "math")
    client.edubridge.enroll("s2", "math")
    assert box.store.count("classes") == 2
    assert box.store.count("academicSessions") == 4
    assert client.edubridge.list_enrollments("s2")[0].school.id == "o2"
    box.edubridge.set_today(date(2026, 9, 1))
    assert client.edubridge.enroll("s1", "math").id != first.id
    assert box.store.count("classes") == 3


def test_role_first_day_and_goals_are_taken(client: TimeBackClient) -> None:
    body = {
        "sourcedId": "e1",
        "role": "teacher",
        "beginDate": "2026-01-31T23:30:00-05:00",
        "metadata": {"goals": {"dailyXp": 5}, "own": 1},
    }
    made = enroll.sync("t1", "math", new_course_enrollment=body, client=client.edubridge.api).data
    assert (made.id, made.role) == ("e1", "teacher")
    assert made.begin_date == datetime(2026, 2, 1, tzinfo=UTC)
    changed = enroll.sync(
        "t1", "math", new_course_enrollment={"metadata": {"own": 2}}, client=client.edubridge.api
    ).data
    assert changed.metadata is not None
    assert changed.metadata.to_dict() == {"goals": {"dailyXp": 5}, "own": 2}
    with pytest.raises(UnprocessableEntityError, match="sourcedId"):
        enroll.sync("s1", "math", new_course_enrollment={"sourcedId": "e1"}, client=client.edubridge.api)


def test_unenrolling_marks_the_enrollment(client: TimeBackClient) -> None:
    made = client.edubridge.enroll("s1", "math")
    client.edubridge.enroll("s1", "read")
    client.edubridge.unenroll("s1", "math")
    assert client.rostering.enrollments.get_enrollment(made.id).status == "tobedeleted"
    assert [each.course.id for each in client.edubridge.list_enrollments("s1")] == ["read"]
    with pytest.raises(NotFoundError):
        client.edubridge.unenroll("s1", "math")
    assert client.edubridge.enroll("s1", "math").id != made.id


def test_missing_parts_are_named(box: Sandbox, client: TimeBackClient) -> None:
    for given in (("x", "math"), ("s1", "x")):
        with pytest.raises(NotFoundError):
            client.edubridge.enroll(*given)
    with pytest.raises(UnprocessableEntityError, match="schoolId"):
        client.edubridge.enroll("nowhere", "math")
    with pytest.raises(APIStatusError) as caught:
        client.edubridge.unenroll("nowhere", "math")
    assert caught.value.status == 400
    assert box.store.count("classes") == 0


def test_a_school_that_was_deleted(client: TimeBackClient) -> None:
    made = client.edubridge.enroll("s1", "math")
    stored = client.rostering.enrollments.get_enrollment(made.id).to_dict()
    client.rostering.enrollments.update_enrollment(made.id, stored | {"school": {"sourcedId": "o2", "type": "org"}})
    client.rostering.orgs.delete_org("o2")
    # The class is that of the other school, and so is the enrollment.
    assert client.edubridge.enroll("s1", "math").school.id == "o1"
    client.rostering.orgs.delete_org("o1")
    with pytest.raises(UnprocessableEntityError, match="schoolId"):
        client.edubridge.enroll("s1", "math")


def test_ended_enrollments_are_not_listed(box: Sandbox, client: TimeBackClient) -> None:
    made = client.edubridge.enroll("s1", "math")
    client.rostering.enrollments.patch_enrollment(made.id, {"endDate": "2020-01-01"})
    assert client.edubridge.list_enrollments("s1") == []


def test_the_default_class_is_created_when_it_is_read(box: Sandbox, client: TimeBackClient) -> None:
    assert box.store.count("classes") == 0
    found = client.edubridge.get_default_class("math")
    assert (found.title, found.subjects, found.grades) == ("Math 3 Class", ["Math"], ["3"])
    other = client.edubridge.get_default_class("math", "o2")
    assert other.id != found.id
    client.edubridge.enroll("s1", "math")
    assert box.store.count("classes") == 2
    assert client.rostering.classes.get_class(found.id).school.sourced_id == "o1"  # type: ignore[union-attr]


def test_progress_is_reset_in_one_course(box: Sandbox, client: TimeBackClient) -> None:
    box.store.load("courseComponents", [{"sourcedId": "u1", "status": "active", "course": {"sourcedId": "math"}}])
    items = [
        {"sourcedId": "i1", "course": {"sourcedId": "math"}},
        {"sourcedId": "i2", "component": {"sourcedId": "u1"}},
        {"sourcedId": "i3", "parentAssessmentLineItem": {"sourcedId": "i2"}},
        {"sourcedId": "other", "course": {"sourcedId": "read"}},
        {"sourcedId": "loop", "parentAssessmentLineItem": {"sourcedId": "loop"}},
    ]
    box.store.load("assessmentLineItems", [{"status": "active", "title": "t", **each} for each in items])
    for each in items:
        name = each["sourcedId"]
        for student in ("s1", "s2"):
            result = {"sourcedId": f"{student}-{name}", "student": {"sourcedId": student}, "status": "active"}
            box.store.put(
                "assessmentResults", {**result, "scoreDate": "2026-03-02", "assessmentLineItem": {"sourcedId": name}}
            )
    client.edubridge.reset_progress("s1", "math")
    deleted = {each["sourcedId"] for each in box.store.all("assessmentResults") if each["status"] == "tobedeleted"}
    assert deleted == {"s1-i1", "s1-i2", "s1-i3"}


def test_goals_of_a_course_reach_its_enrollments(client: TimeBackClient) -> None:
    plain = client.edubridge.enroll("s1", "math")
    own = enroll.sync(
        "t1",
        "math",
        new_course_enrollment={"metadata": {"studentSpecificGoals": True, "goals": {"dailyXp": 1}}},
        client=client.edubridge.api,
    ).data
    outcome = client.edubridge.propagate_goals("math")
    assert (outcome.updated, outcome.errors) == (1, [])
    found = {each.id: each for person in ("s1", "t1") for each in client.edubridge.list_enrollments(person)}
    assert found[plain.id].metadata.goals.daily_xp == 20  # type: ignore[union-attr]
    assert found[own.id].metadata.goals.daily_xp == 1  # type: ignore[union-attr]
    with pytest.raises(UnprocessableEntityError, match="courseId"):
        client.edubridge.propagate_goals("read")
    assert client.edubridge.reset_goals("math").updated == 2
    assert all(each.metadata.goals is None for each in client.edubridge.list_enrollments("s1") if each.metadata)
