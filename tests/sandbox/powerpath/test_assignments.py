"""Test assignments, tests at external providers, and test-outs, with the real client."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from timeback import TimeBackClient

from .conftest import School, refused

NEW = {"student": "s1", "subject": "Math", "grade": "4"}
SHEET = {"spreadsheetUrl": "https://sheets.example.org/1", "sheet": "Tests"}


def state(client: TimeBackClient, assignment: str) -> str:
    return str(client.powerpath.test_assignments.get_test_assignment(assignment).assignment_status)


def deliver(school: School, client: TimeBackClient, lesson: str, *scores: float, student: str = "s1") -> Any:
    """Assign a test at its provider, supply the results, and import them."""
    asked = {"student": student, "lesson": lesson}
    made = client.powerpath.tests.make_external_test_assignment(asked)
    questions = [{"id": f"x{number}", "score": score} for number, score in enumerate(scores, start=1)]
    details: dict[str, Any] = {"grade": "GRADED"} if made.tool_provider == "edulastic" else {
        "score_status": "fully graded", "mastery_track_processed": True
    }  # fmt: skip
    school.box.powerpath.provide_results(made.assignment_id, questions, **details)
    return client.powerpath.tests.import_external_results(**asked)


def test_an_assignment_through_its_states(school: School, client: TimeBackClient) -> None:
    made = client.powerpath.test_assignments.create_test_assignment({**NEW, "testName": "Spring"})
    found = client.powerpath.test_assignments.get_test_assignment(made.assignment_id)
    assert (found.student_sourced_id, found.student_email, found.test_name) == ("s1", "s1@example.org", "Spring")
    assert (found.assignment_status, found.component_resource_sourced_id) == ("assigned", made.lesson_id)
    assert client.resources.resources.get_resource(made.resource_id).title == "Spring"

    asked = {"student": "s1", "lesson": made.lesson_id}
    way = client.powerpath.tests.make_external_test_assignment(asked)
    assert state(client, made.assignment_id) == "in_progress"
    assert (way.lesson_type, way.tool_provider, way.attempt) == ("test-out", "mastery-track", 1)
    assert way.credentials.email == "s1@example.org"
    assert client.powerpath.tests.make_external_test_assignment(asked).to_dict() == way.to_dict()

    assert not client.powerpath.tests.import_external_results(**asked).finalized
    done = deliver(school, client, made.lesson_id, 1, 1, 0.8)
    assert done.finalized
    found = client.powerpath.test_assignments.get_test_assignment(made.assignment_id)
    assert (found.assignment_status, found.completed_at is not None) == ("completed", True)


@pytest.mark.parametrize(("scores", "expected"), [((0.9,), "completed"), ((1, 0.79), "failed")])
def test_the_pass_mark_is_90(school: School, client: TimeBackClient, scores: tuple[float, ...], expected: str) -> None:
    made = client.powerpath.test_assignments.create_test_assignment(NEW)
    deliver(school, client, made.lesson_id, *scores)
    assert state(client, made.assignment_id) == expected


def test_an_assignment_expires_or_is_cancelled(school: School, client: TimeBackClient, raw: httpx.Client) -> None:
    tests = client.powerpath.test_assignments
    late, gone, future = (tests.create_test_assignment(NEW) for _ in range(3))
    school.box.powerpath.expire_assignment(late.assignment_id, "2020-01-01T00:00:00Z")
    school.box.powerpath.expire_assignment(future.assignment_id, "2999-01-01T00:00:00Z")
    tests.delete_test_assignment(gone.assignment_id)
    assert [state(client, each.assignment_id) for each in (late, gone, future)] == ["expired", "cancelled", "assigned"]
    assert [each.sourced_id for each in tests.list_test_assignments(student="s1", status="expired")] == [
        late.assignment_id
    ]
    for each, word in ((late, "expired"), (gone, "cancelled")):
        before = school.everything()
        reply = raw.post("/makeExternalTestAssignment", json={"student": "s1", "lesson": each.lesson_id})
        refused(reply, 422, "lesson: ", word)
        assert school.everything() == before


def test_only_the_name_can_be_changed(school: School, client: TimeBackClient, raw: httpx.Client) -> None:
    made = client.powerpath.test_assignments.create_test_assignment(NEW)
    client.powerpath.test_assignments.update_test_assignment(made.assignment_id, {"testName": "Again"})
    assert client.powerpath.test_assignments.get_test_assignment(made.assignment_id).test_name == "Again"
    refused(raw.put(f"/test-assignments/{made.assignment_id}", json={"testName": ""}), 422, "testName: ")
    for method in ("GET", "DELETE"):
        refused(raw.request(method, "/test-assignments/nowhere"), 404, "id: ")


def test_lists_have_pages_and_filters(school: School, client: TimeBackClient, raw: httpx.Client) -> None:
    tests = client.powerpath.test_assignments
    items = [{**NEW, "student": f"s{1 + number % 2}", "grade": str(number % 3)} for number in range(12)]
    made = tests.create_bulk_test_assignments({"items": items})
    assert (made.success, made.errors) == (True, [])
    ids = [each.assignment_id for each in made.results]
    assert [each.sourced_id for each in tests.iter_all(page_size=5)] == ids
    page = raw.get("/test-assignments/admin", params={"limit": 5, "offset": 10}).json()
    counters = {name: value for name, value in page.items() if name != "testAssignments"}
    assert counters == {"totalCount": 12, "pageCount": 3, "pageNumber": 3, "offset": 10, "limit": 5}
    assert [each["sourcedId"] for each in page["testAssignments"]] == ids[10:]
    mine = tests.list_test_assignments(student="s1", grade="0")
    assert {(each.student_sourced_id, each.grade) for each in mine} == {("s1", "0")}
    assert len(mine) == 2
    assert list(tests.list_all(student="s2", subject="Reading")) == []
    refused(raw.get("/test-assignments"), 400, "student: ")
    refused(raw.get("/test-assignments", params={"student": "s9"}), 404, "student: ")
    refused(raw.get("/test-assignments/admin", params={"limit": "-1"}), 400, "limit: ")
    refused(raw.get("/test-assignments/admin", params={"status": "lost"}), 400, "status: ")


def test_bulk_assignment_is_atomic(school: School, raw: httpx.Client) -> None:
    before = school.everything()
    items = [NEW, {**NEW, "student": "nobody"}, {**NEW, "student": "s3"}]
    reply = raw.post("/test-assignments/bulk", json={"items": items})
    refused(reply, 400, "row 1: student: ")
    found = reply.json()
    assert (found["success"], found["results"], [each["row"] for each in found["errors"]]) == (False, [], [1, 2])
    refused(raw.post("/test-assignments/bulk", json={"items": []}), 422, "items: ")
    refused(raw.post("/test-assignments/bulk", json={"items": [{**NEW, "grade": "99"}]}), 422, "items[0].grade: ")
    refused(raw.post("/test-assignments", json={**NEW, "student": "nobody"}), 404, "student: ")
    refused(raw.post("/test-assignments", json={**NEW, "student": "s3"}), 422, "student: ")
    assert school.everything() == before


def test_a_sheet_is_read_from_the_supplied_text(school: School, client: TimeBackClient, raw: httpx.Client) -> None:
    reply = raw.post("/test-assignments/import", json=SHEET)
    refused(reply, 400, "row 0: spreadsheetUrl: ")
    text = "Grade,STUDENT,subject,note\n4,s1,math,\n\nK,s2@example.org,Reading,x\n"
    school.box.powerpath.provide_sheet(SHEET["spreadsheetUrl"], SHEET["sheet"], text)
    made = client.powerpath.test_assignments.import_test_assignments(SHEET)
    assert made.success
    found = [client.powerpath.test_assignments.get_test_assignment(each.assignment_id) for each in made.results]
    assert [(each.student_sourced_id, each.subject, each.grade) for each in found] == [
        ("s1", "Math", "4"),
        ("s2", "Reading", "0"),
    ]


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("student,subject\ns1,Math\n", [0]),
        ("student,subject,grade\n", [0]),
        ('student,subject,grade\n"s1,Math,4\n', [0]),
        ("student,subject,grade\ns1,Math,4\nsecret@example.org,Art,99\n", [1, 1, 1]),
        ("student,subject,grade\ns1\n", [0, 0]),
    ],
)
def test_an_invalid_sheet_creates_nothing(school: School, raw: httpx.Client, text: str, errors: list[int]) -> None:
    school.box.powerpath.provide_sheet(SHEET["spreadsheetUrl"], SHEET["sheet"], text)
    before = school.everything()
    reply = raw.post("/test-assignments/import", json=SHEET)
    refused(reply, 400, f"row {errors[0]}: ")
    assert [each["row"] for each in reply.json()["errors"]] == errors
    assert "secret" not in reply.text
    assert school.everything() == before


# Tests at external providers


@pytest.fixture
def edulastic(school: School) -> School:
    school.class_of(school.course("c1", "Reading", "3"))
    school.component("u1", "c1")
    details = {
        "toolProvider": "edulastic",
        "subject": "Reading",
        "grades": ["3"],
        "xp": 10,
        "launchUrl": "https://e.example.org/t",
    }
    school.lesson("p1", "u1", "placement", details)
    return school


def test_results_of_edulastic_are_imported_in_parts(edulastic: School, client: TimeBackClient) -> None:
    asked = {"student": "s1", "lesson": "p1"}
    made = client.powerpath.tests.make_external_test_assignment({**asked, "applicationName": "reader"})
    assert made.class_id
    assert made.test_url == "https://e.example.org/t"
    part = [{"id": "x1", "score": 0.5, "title": "First", "feedback": "Nearly"}, {"id": "x2", "score": None}]
    edulastic.box.powerpath.provide_results(made.assignment_id, part, grade="GRADED")
    found = client.powerpath.tests.import_external_results(**asked)
    assert (found.finalized, found.assignment_id) == (False, made.assignment_id)
    shown = client.powerpath.get_assessment_progress(**asked)
    assert (shown.finalized, shown.score, [each.id for each in shown.questions]) == (False, 0, ["x1"])

    whole = [part[0], {"id": "x2", "score": 1, "responses": {"RESPONSE": "A"}}]
    edulastic.box.powerpath.provide_results(made.assignment_id, whole, grade="GRADED")
    assert client.powerpath.tests.import_external_results(**asked).finalized
    shown = client.powerpath.get_assessment_progress(**asked)
    assert (shown.score, shown.accuracy, shown.correct_questions, shown.total_questions) == (75, 75, 1.5, 2)
    assert (shown.tool_provider, shown.enrollment_failed) == ("edulastic", None)
    assert [(each.title, each.correct) for each in shown.questions] == [("First", True), ("x2", True)]
    assert [each.class_.sourced_id for each in client.rostering.enrollments.list_enrollments()] == ["class-c1"]

    edulastic.box.powerpath.provide_results(made.assignment_id, [{"id": "x1", "score": 1}], grade="GRADED")
    assert client.powerpath.tests.import_external_results(**asked).finalized
    assert client.powerpath.get_assessment_progress(**asked).score == 75


def test_a_failed_enrollment_is_reported(edulastic: School, client: TimeBackClient) -> None:
    client.rostering.classes.delete_class("class-c1")
    deliver(edulastic, client, "p1", 0)
    shown = client.powerpath.get_assessment_progress(student="s1", lesson="p1")
    assert (shown.finalized, shown.enrollment_failed) == (True, True)


def test_enrollment_can_be_skipped(edulastic: School, client: TimeBackClient) -> None:
    asked = {"student": "s1", "lesson": "p1"}
    client.powerpath.tests.make_external_test_assignment({**asked, "skipCourseEnrollment": True})
    deliver(edulastic, client, "p1", 0)
    assert client.powerpath.get_assessment_progress(**asked).enrollment_failed is None
    assert list(client.rostering.enrollments.list_enrollments()) == []


def test_a_reset_of_an_external_test_clears_only_its_score(edulastic: School, client: TimeBackClient) -> None:
    deliver(edulastic, client, "p1", 1, 1)
    asked = {"student": "s1", "lesson": "p1"}
    client.powerpath.attempts.reset_attempt(asked)
    (attempt,) = client.powerpath.attempts.list_attempts(**asked)
    assert (attempt.score, attempt.score_status) == (0, "fully graded")
    assert attempt.completed_at is not None


def test_invalid_external_tests_are_rejected(edulastic: School, raw: httpx.Client) -> None:
    edulastic.lesson("inside", "u1", "quiz", {"questions": edulastic.questions("easy")})
    edulastic.lesson("unknown", "u1", "unit-test", {"toolProvider": "someone"})
    before = edulastic.everything()

    def make(**asked: str) -> httpx.Response:
        return raw.post("/makeExternalTestAssignment", json={"student": "s1", "lesson": "p1", **asked})

    refused(make(student="s9"), 404, "student: ")
    refused(make(student="s3"), 422, "student: s3")
    refused(make(lesson="inside"), 422, "lesson: ")
    refused(make(lesson="unknown"), 422, "lesson: ")
    refused(make(testId="t1"), 422, "testId: ")
    params = {"student": "s1", "lesson": "p1"}
    refused(raw.get("/importExternalTestAssignmentResults", params=params), 422, "lesson: p1")
    refused(raw.post("/finalStudentAssessmentResponse", json=params), 422, "lesson: p1", "edulastic")
    assert edulastic.everything() == before


# Test-outs


@pytest.fixture
def enrolled(school: School) -> School:
    for grade in ("3", "4"):
        school.class_of(school.course(f"m{grade}", "Math", grade), *(["s1"] if grade == "3" else []))
    return school


def test_a_test_out_of_a_course(enrolled: School, client: TimeBackClient) -> None:
    plans = client.powerpath.lesson_plans

    def of_course() -> Any:
        return client.powerpath.get_course_progress("m3", "s1").test_out

    assert of_course().status == "available"
    started = plans.start_test_out({"courseId": "m3", "studentId": "s1"})
    again = plans.start_test_out({"courseId": "m3", "studentId": "s1"})
    assert (started.status, again.status) == ("created", "existing")
    assert started.assignment_id == again.assignment_id
    assert (of_course().status, of_course().lesson_id) == ("in_progress", started.lesson_id)
    assert state(client, started.assignment_id) == "assigned"
    deliver(enrolled, client, started.lesson_id, 1, 1)
    assert (of_course().status, of_course().assignment_id) == ("completed", started.assignment_id)
    enrollments = client.rostering.enrollments.list_enrollments(filter_expr="user.sourcedId='s1'")
    assert {each.class_.sourced_id for each in enrollments} == {"class-m3", "class-m4"}


def test_a_test_out_that_cannot_be_started(enrolled: School, client: TimeBackClient, raw: httpx.Client) -> None:
    enrolled.course("bare", subjects=[])
    before = enrolled.everything()
    for course, student, status in (("m3", "s2", 400), ("bare", "s1", 400), ("m9", "s1", 404), ("m3", "s9", 404)):
        reply = raw.post("/lessonPlans/startTestOut", json={"courseId": course, "studentId": student})
        assert reply.status_code == status, reply.text
    assert enrolled.everything() == before
    started = client.powerpath.lesson_plans.start_test_out({"courseId": "m3", "studentId": "s1"})
    deliver(enrolled, client, started.lesson_id, 0)
    reply = raw.post("/lessonPlans/startTestOut", json={"courseId": "m3", "studentId": "s1"})
    refused(reply, 400, "courseId: ", "failed")


def test_a_self_elected_test_out(enrolled: School, client: TimeBackClient, raw: httpx.Client) -> None:
    test_out = client.powerpath.test_out
    assert test_out.get_eligibility("s1", "math").eligible
    stranger = test_out.get_eligibility("s2", "math")
    assert (stranger.eligible, "Math" in stranger.reason) == (False, True)
    chosen = test_out.make_external_assignment({"oneRosterSourcedId": "s1", "subject": "MATH"})
    assert (chosen.success, chosen.data["grade"]) == (True, "3")
    again = test_out.make_external_assignment({"oneRosterSourcedId": "s1", "subject": "Math"})
    assert again.data == chosen.data
    deliver(enrolled, client, chosen.data["lessonId"], 1)
    following = test_out.make_external_assignment({"oneRosterSourcedId": "s1", "subject": "Math"})
    assert following.data["grade"] == "4"
    deliver(enrolled, client, following.data["lessonId"], 0)
    assert not test_out.get_eligibility("s1", "Math").eligible
    refused(raw.get("/test-out/getTestOutEligibility/s1/FastMath"), 400, "subject: ")
    refused(raw.get("/test-out/getTestOutEligibility/s9/Math"), 404, "studentId: ")
    address = "/test-out/makeExternalStudentTestOutAssignment"
    refused(raw.post(address, json={"oneRosterSourcedId": "s2", "subject": "Math"}), 422, "oneRosterSourcedId: ")
    refused(raw.post(address, json={"oneRosterSourcedId": "s3", "subject": "Math"}), 422, "oneRosterSourcedId: ")
    refused(raw.post(address, json={"oneRosterSourcedId": "s1", "subject": "Art"}), 422, "subject: ")


def test_a_past_enrollment_does_not_count(enrolled: School, client: TimeBackClient) -> None:
    enrollment = enrolled.box.store.get("enrollments", "e-m3-s1")
    assert enrollment is not None
    enrolled.box.store.put("enrollments", {**enrollment, "endDate": "2020-01-01"})
    assert not client.powerpath.test_out.get_eligibility("s1", "Math").eligible
    assert client.powerpath.get_course_progress("m3", "s1").test_out.status == "not_eligible"


def test_the_older_view_of_a_test_out(enrolled: School, client: TimeBackClient) -> None:
    test_out = client.powerpath.test_out
    assert test_out.get_test_out(student="s1", course="m3").lesson_id is None
    made = client.powerpath.tests.create_external_test_out(
        {"courseId": "m3", "lessonType": "test-out", "toolProvider": "mastery-track", "grades": ["3"], "xp": 5}
    )
    found = test_out.get_test_out(student="s1", course="m3")
    assert (found.lesson_id, found.finalized, found.credentials) == (made.lesson_id, False, None)
    way = client.powerpath.tests.make_external_test_assignment(
        {"student": "s1", "lesson": made.lesson_id, "testId": "t7"}
    )
    found = test_out.get_test_out(student="s1", course="m3")
    assert (found.credentials.password, found.test_id) == (way.credentials.password, "t7")
