"""Placement and screening, with the real client."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from timeback import TimeBackClient

from .conftest import School, refused

ASKED: dict[str, Any] = {"student": "s1", "subject": "Math"}


@pytest.fixture
def ladder(school: School) -> School:
    """Math placement tests for grades 3 to 5, created out of order, each with ten questions."""
    for grade in (5, 3, 4):
        course = school.course(f"math-{grade}", "Math", str(grade))
        school.class_of(course)
        school.component(f"u{grade}", course)
        questions = school.questions(*["medium"] * 10, prefix=f"g{grade}-")
        details = {"questions": questions, "subject": "Math", "grades": [str(grade)], "xp": 5}
        school.lesson(f"p{grade}", f"u{grade}", "placement", details)
    return school


def take(client: TimeBackClient, lesson: str, right: int) -> None:
    """Answer some of the ten questions correctly, and finalize."""
    shown = client.powerpath.get_assessment_progress(student="s1", lesson=lesson)
    for index, question in enumerate(shown.questions):
        value = "A" if index < right else "B"
        body = {"student": "s1", "lesson": lesson, "question": question.id, "responses": {"RESPONSE": value}}
        client.powerpath.answer_question(body)
    client.powerpath.attempts.finalize_attempt({"student": "s1", "lesson": lesson})


def where(client: TimeBackClient) -> tuple[Any, ...]:
    found = client.powerpath.placement.get_next_placement_test(**ASKED)
    level = client.powerpath.placement.get_current_level(**ASKED)
    assert (level.grade_level, level.onboarded, level.available_tests) == (
        found.grade_level,
        found.onboarded,
        found.available_tests,
    )
    return found.lesson, found.grade_level, found.onboarded, found.exhausted_tests


def test_from_grade_3_to_5(ladder: School, client: TimeBackClient) -> None:
    assert where(client) == ("p3", "3", False, False)
    take(client, "p3", 9)
    assert where(client) == ("p4", "4", False, False)
    user = client.rostering.users.get_user("s1")
    assert user.metadata.onboarding["Math"].state == "in_progress"
    take(client, "p4", 10)
    assert where(client) == ("p5", "5", False, False)
    take(client, "p5", 8)
    assert where(client) == (None, "5", True, True)

    # The test of grade 5 was failed, so the student is enrolled in the course of grade 5.
    enrollments = client.rostering.enrollments.list_enrollments(filter_expr="user.sourcedId='s1'")
    assert [each.class_.sourced_id for each in enrollments] == ["class-math-5"]
    state = client.rostering.users.get_user("s1").metadata.onboarding["Math"]
    assert (state.state, state.course_id) == ("completed", "math-5")

    data = client.powerpath.placement.get_student_placement("s1").math
    assert (data.starting_grade, data.current_grade, data.subject_lowest_grade, data.subject_highest_grade) == (
        3,
        5,
        3,
        5,
    )
    assert [(each.test_id, each.status, each.score) for each in data.results] == [
        ("p3", "PASSED", 90),
        ("p4", "PASSED", 100),
        ("p5", "FAILED", 80),
    ]


def test_a_failed_first_test_ends_the_placement(ladder: School, client: TimeBackClient) -> None:
    take(client, "p3", 5)
    assert where(client) == (None, "3", True, False)
    data = client.powerpath.placement.get_student_placement("s1").math
    assert [each.status for each in data.results] == ["FAILED", "NOT_STARTED", "NOT_STARTED"]
    assert data.next_test_id is None


def test_the_newest_complete_attempt_counts(ladder: School, client: TimeBackClient) -> None:
    take(client, "p3", 5)
    client.powerpath.create_attempt({"student": "s1", "lesson": "p3"})
    assert where(client) == (None, "3", True, False)
    take(client, "p3", 10)
    assert where(client) == ("p4", "4", False, False)


def test_all_tests_passed(ladder: School, client: TimeBackClient) -> None:
    for lesson in ("p3", "p4", "p5"):
        take(client, lesson, 10)
    assert where(client) == (None, "5", True, True)
    assert list(client.rostering.enrollments.list_enrollments(filter_expr="user.sourcedId='s1'")) == []
    assert client.rostering.users.get_user("s1").metadata.onboarding["Math"].state == "completed"


@pytest.mark.parametrize(("course", "expected"), [("math-3", ["class-math-3"]), (None, [])])
def test_course_id_on_fail(ladder: School, client: TimeBackClient, course: str | None, expected: list[str]) -> None:
    resource = client.resources.resources.get_resource("r-p4")
    ladder.box.store.load(
        "resources", [{**resource.to_dict(), "metadata": {**resource.to_dict()["metadata"], "courseIdOnFail": course}}]
    )
    take(client, "p3", 10)
    take(client, "p4", 0)
    found = client.rostering.enrollments.list_enrollments(filter_expr="user.sourcedId='s1'")
    assert [each.class_.sourced_id for each in found] == expected


def test_a_reset_starts_over(ladder: School, client: TimeBackClient) -> None:
    take(client, "p3", 10)
    take(client, "p4", 3)
    tests = client.powerpath.placement.list_placement_tests(**ASKED)
    assert [each.component_resources["sourcedId"] for each in tests] == ["p3", "p4", "p5"]
    assert [len(each.assessment_results or []) for each in tests] == [1, 1, 0]
    assert tests[0].resources_metadata["grades"] == ["3"]
    assert tests[2].assessment_line_items is None
    reply = client.powerpath.placement.reset_placement(ASKED)
    assert (reply.success, reply.placement_results_deleted, reply.onboarding_reset) == (True, 2, True)
    assert where(client) == ("p3", "3", False, False)
    state = client.rostering.users.get_user("s1").metadata.onboarding["Math"]
    assert (state.state, state.course_id, state.completed_at) == ("in_progress", None, None)
    assert ladder.results() == []
    take(client, "p3", 10)
    assert where(client) == ("p4", "4", False, False)


def test_progress_in_the_courses_of_a_subject(ladder: School, client: TimeBackClient) -> None:
    ladder.component("more", "math-3")
    ladder.lesson("out", "more", "test-out", {"questions": ladder.questions("easy"), "xp": 7})
    take(client, "p3", 10)
    take(client, "p4", 1)
    progress = {each.course.sourced_id: each for each in client.powerpath.placement.get_subject_progress(**ASKED)}
    assert set(progress) == {"math-3", "math-4", "math-5"}
    third, fourth = progress["math-3"], progress["math-4"]
    assert (third.total_lessons, third.completed_lessons, third.total_xp_earned) == (2, 1, 6.25)
    assert (third.total_attainable_xp, third.has_used_test_out, third.test_out_lesson_id) == (12, False, "out")
    assert (fourth.is_enrolled, fourth.in_enrolled, fourth.total_xp_earned) == (True, True, 0)
    client.powerpath.attempts.finalize_attempt({"student": "s1", "lesson": "out"})
    again = client.powerpath.placement.get_subject_progress(**ASKED)
    assert next(each for each in again if each.course.sourced_id == "math-3").has_used_test_out


def test_invalid_placement_requests(ladder: School, raw: httpx.Client) -> None:
    before = ladder.everything()
    refused(raw.get("/placement/getCurrentLevel", params={**ASKED, "student": "s9"}), 404, "student: ")
    refused(raw.get("/placement/getNextPlacementTest", params={**ASKED, "subject": "Writing"}), 404, "subject: ")
    refused(raw.get("/placement/getSubjectProgress", params={**ASKED, "subject": "Writing"}), 404, "subject: ")
    refused(raw.get("/placement/getCurrentLevel", params={**ASKED, "subject": "Maths"}), 400, "subject: ")
    refused(raw.get("/placement/getAllPlacementTests", params={"subject": "Math"}), 400, "student: ")
    refused(raw.post("/placement/resetUserPlacement", json={**ASKED, "student": "s9"}), 404, "student: ")
    refused(raw.get("/placement/s9"), 404, "studentId: ")
    assert ladder.everything() == before


# Screening


def test_a_screening_session_and_its_test(ladder: School, client: TimeBackClient) -> None:
    screening = client.powerpath.screening
    session = screening.get_session("s1")
    assert session.assignment.status is None
    assert screening.get_session("s1").to_dict() == session.to_dict()
    assigned = screening.assign_test({"userId": "s1", "subject": "Math"})
    assert assigned.test_session_id == session.test_session_id
    assert (assigned.assignment.status, assigned.assignment.nwea_status) == ("assigned", "AWAITING_STUDENT")
    ladder.box.powerpath.set_screening("s1", status="completed", nwea_status="COMPLETED")
    assert screening.get_session("s1").assignment.status == "completed"

    assert screening.get_results("s1") == {}
    details = {"test_name": "MAP Math", "grade": "4", "rit_score": 205}
    ladder.box.powerpath.provide_screening_result("s1", "Math", **details, completed_at="2026-01-01T09:00:00Z")
    ladder.box.powerpath.provide_screening_result("s1", "Math", **{**details, "rit_score": 211})
    assert screening.get_results("s1")["Math"].rit_score == 211
    rit = client.powerpath.placement.get_student_placement("s1").math.rit
    assert (rit.screening.score, rit.screening.grade) == (211, 4)

    screening.reset_session({"userId": "s1"})
    fresh = screening.get_session("s1")
    assert fresh.test_session_id != session.test_session_id
    assert fresh.assignment.assigned_test_key is None


def test_screening_of_an_unknown_user(school: School, raw: httpx.Client) -> None:
    refused(raw.get("/screening/session/s9"), 404, "userId: ")
    refused(raw.get("/screening/results/s9"), 404, "userId: ")
    refused(raw.post("/screening/session/reset", json={"userId": "s9"}), 404, "userId: ")
    refused(raw.post("/screening/tests/assign", json={"userId": "s1", "subject": "Art"}), 422, "subject: ")
    with pytest.raises(ValueError, match="user"):
        school.box.powerpath.set_screening("s1", status="completed")
