"""A program for version 1.5 of the older client, against a server that echoes requests."""

from __future__ import annotations

import pytest

from timeback_client import TimeBackClient
from timeback_client.api.applications import ApplicationsAPI
from timeback_client.api.assessment_tests import AssessmentTestAPI
from timeback_client.api.powerpath import PowerPathAPI
from timeback_client.api.qti_stimulus import StimulusAPI
from timeback_client.api.subject_tracks import SubjectTracksAPI
from timeback_client.core.client import PowerPathService
from timeback_client.models import (
    AssessmentType,
    ComponentProgress,
    LessonPlan,
    LessonPlanComponent,
    LessonPlanResource,
)
from timeback_client.models.qti import CatalogEntry, QTISection, QTIStimulus, QTITestPart

from .conftest import Asked, Mirror


def test_results_by_metadata(mirror: Mirror, mirrored: TimeBackClient, asked: Asked) -> None:
    results = mirrored.gradebook.assessment_results
    mirror.answers["GET /ims/oneroster/gradebook/v1p2/assessmentResults"] = {"assessmentResults": []}
    results.get_assessment_results_by_metadata(AssessmentType.MAP_GROWTH, "o'hara@example.org", "Math", 5, 10)
    asked(
        "GET /ims/oneroster/gradebook/v1p2/assessmentResults",
        limit="5",
        offset="10",
        filter="metadata.assessmentType='MAP_GROWTH' AND metadata.studentEmail='o''hara@example.org' "
        "AND metadata.subject='Math'",
    )


def test_credentials(mirrored: TimeBackClient, asked: Asked) -> None:
    users = mirrored.rostering.users
    users.create_user_credentials("u1", "app", {"username": "a", "password": "b"})
    asked(
        "POST /ims/oneroster/rostering/v1p2/users/u1/credentials",
        body={"applicationName": "app", "credentials": {"username": "a", "password": "b"}},
    )
    users.decrypt_credential("u1", "c1")
    asked("POST /ims/oneroster/rostering/v1p2/users/u1/credentials/c1/decrypt")


def test_calls_that_no_document_has(mirrored: TimeBackClient, asked: Asked) -> None:
    assert isinstance(mirrored.rostering.applications, ApplicationsAPI)
    assert isinstance(mirrored.rostering.subject_tracks, SubjectTracksAPI)
    mirrored.rostering.applications.list_applications(limit=2)
    asked("GET /edubridge/applications/", limit="2")
    mirrored.rostering.subject_tracks.list_subject_tracks()
    asked("GET /edubridge/subject-track/")
    mirrored.rostering.enrollments.reset_progress("u/1", "c1")
    asked("DELETE /edubridge/enrollments/resetProgress/u/1/c1")
    mirrored.resources.resources.assign_resource_to_course("c1", "r1")
    asked("POST /ims/oneroster/resources/v1p2/resources/courses/c1/resources", body={"resource": {"sourcedId": "r1"}})
    mirrored.powerpath.delete_lesson_plan("lp1")
    asked("DELETE /powerpath/lessonPlans/lp1")
    mirrored.powerpath.update_lesson_plan_item("i1", "lp1", component_id="c1", order=2, skipped=True)
    asked(
        "PATCH /powerpath/lessonPlans/items/i1",
        body={
            "lessonPlanId": "lp1",
            "type": "component",
            "componentId": "c1",
            "componentResourceId": None,
            "order": 2,
            "parentId": None,
            "skipped": True,
        },
    )
    with pytest.raises(ValueError, match="id"):
        mirrored.powerpath.update_lesson_plan_item("i1", "lp1", component_resource_id="r1")


def test_powerpath(mirrored: TimeBackClient, asked: Asked) -> None:
    powerpath = mirrored.powerpath
    assert isinstance(powerpath, PowerPathService)
    assert isinstance(powerpath.powerpath, PowerPathAPI)
    assert powerpath.api_path == "/powerpath"
    lesson = {"student": "s", "lesson": "l"}
    powerpath.get_course_syllabus("c", {"status": "active"})
    asked("GET /powerpath/syllabus/c", status="active")
    powerpath.get_student_course_progress("c", "s")
    asked("GET /powerpath/lessonPlans/getCourseProgress/c/student/s")
    powerpath.get_lesson_plan("c", "s", return_raw=True)
    asked("GET /powerpath/lessonPlans/c/s")
    powerpath.create_lesson_plan(course_id="c", user_id="s", class_id="k")
    asked("POST /powerpath/lessonPlans", body={"courseId": "c", "userId": "s", "classId": "k"})
    powerpath.sync_lesson_plans_for_course("c")
    asked("POST /powerpath/lessonPlans/course/c/sync")
    powerpath.get_assessment_progress("s", "l", attempt="2")
    asked("GET /powerpath/getAssessmentProgress", **lesson, attempt="2")
    powerpath.get_next_question("s", "l")
    asked("GET /powerpath/getNextQuestion", **lesson)
    powerpath.get_next_question("s", "l", ignore_answered_questions=True, ignore_difficulty_check=True)
    asked("GET /powerpath/getNextQuestion", **lesson, ignoreAnsweredQuestions="true", ignoreDifficultyCheck="true")
    powerpath.reset_attempt("s", "l")
    asked("POST /powerpath/resetAttempt", body=lesson)
    powerpath.create_new_attempt("s", "l")
    asked("POST /powerpath/createNewAttempt", body=lesson)
    powerpath.post_final_student_assessment_response("l", "s")
    asked("POST /powerpath/finalStudentAssessmentResponse", body=lesson)
    powerpath.update_student_question_response("s", "q", ["A"], "l")
    asked("PUT /powerpath/updateStudentQuestionResponse", body={**lesson, "question": "q", "response": ["A"]})
    powerpath.update_student_question_response("s", "q", lesson_id="l", responses={"R": "A"})
    asked("PUT /powerpath/updateStudentQuestionResponse", body={**lesson, "question": "q", "responses": {"R": "A"}})
    result = {"status": "active", "score": 1.0, "scoreDate": "2025-01-01T00:00:00Z", "scoreStatus": "fully graded"}
    powerpath.update_student_item_response("s", result, component_resource_id="cr")
    body = {"studentId": "s", "componentResourceId": "cr", "result": result}
    asked("POST /powerpath/lessonPlans/updateStudentItemResponse", body=body)
    powerpath.update_student_item_response("s", result, component_id="c")
    asked(
        "POST /powerpath/lessonPlans/updateStudentItemResponse",
        body={"studentId": "s", "componentId": "c", "result": result},
    )
    with pytest.raises(ValueError, match="component_id"):
        powerpath.update_student_item_response("s", result)
    powerpath.get_test_out_resource("c", "s")
    asked("GET /powerpath/testOut", course="c", student="s")
    powerpath.make_external_test_assignment("s", "l", "edulastic")
    asked("POST /powerpath/makeExternalTestAssignment", body={**lesson, "applicationName": "edulastic"})
    powerpath.import_external_test_assignment_results("s", "l")
    asked("GET /powerpath/importExternalTestAssignmentResults", **lesson)
    powerpath.create_external_test_out("c", "L", "https://example.org", "edulastic", "U", "D", "v", 5, {"a": 1})
    asked(
        "POST /powerpath/createExternalTestOut",
        body={
            "courseId": "c",
            "lessonType": "test-out",
            "lessonTitle": "L",
            "launchUrl": "https://example.org",
            "toolProvider": "edulastic",
            "unitTitle": "U",
            "description": "D",
            "vendorId": "v",
            "xp": 5,
            "resourceMetadata": {"a": 1},
        },
    )
    for name, path in (
        ("get_all_placement_tests", "getAllPlacementTests"),
        ("get_next_placement_test", "getNextPlacementTest"),
        ("get_current_level", "getCurrentLevel"),
    ):
        getattr(powerpath, name)(student="s", subject="Math")
        asked(f"GET /powerpath/placement/{path}", student="s", subject="Math")
    powerpath.create_test_assignment({"student": "s", "subject": "Math", "grade": "3"})
    asked("POST /powerpath/test-assignments", body={"student": "s", "subject": "Math", "grade": "3"})
    powerpath.update_test_assignment("a", {"testName": "T"})
    asked("PUT /powerpath/test-assignments/a", body={"testName": "T"})
    powerpath.get_test_assignment("a")
    asked("GET /powerpath/test-assignments/a")
    powerpath.delete_test_assignment("a")
    asked("DELETE /powerpath/test-assignments/a")
    powerpath.list_test_assignments("s", status="assigned", subject="Math", grade="3", page=3, limit=10)
    asked(
        "GET /powerpath/test-assignments",
        student="s",
        status="assigned",
        subject="Math",
        grade="3",
        offset="20",
        limit="10",
    )
    powerpath.list_test_assignments_admin(limit=5)
    asked("GET /powerpath/test-assignments/admin", limit="5")


def test_lesson_plans(mirror: Mirror, mirrored: TimeBackClient) -> None:
    tree = {
        "course": {"sourcedId": "c", "title": "Course"},
        "subComponents": [
            {
                "sourcedId": "u",
                "title": "Unit",
                "type": "container",
                "subComponents": [
                    {
                        "sourcedId": "l1",
                        "title": "Lesson",
                        "componentProgress": {"sourcedId": "l1", "progress": 100, "status": "completed", "xp": 50},
                        "componentResources": [{"resource": {"sourcedId": "r"}, "sortOrder": 1}],
                    },
                    {
                        "sourcedId": "l2",
                        "title": "Lesson",
                        "componentProgress": {"sourcedId": "l2", "progress": 0, "status": "in_progress", "xp": 5},
                    },
                ],
            }
        ],
    }
    mirror.answers["GET /powerpath/lessonPlans/c/s"] = {"lessonPlan": {"lessonPlan": tree}}
    plan = mirrored.powerpath.get_lesson_plan("c", "s")
    assert isinstance(plan, LessonPlan)
    (unit,) = plan.subComponents
    assert isinstance(unit, LessonPlanComponent)
    assert unit.subComponents[0].componentResources[0].resource == {"sourcedId": "r"}
    assert plan.get_total_progress() == {
        "total_xp": 55,
        "completion_percentage": 50.0,
        "completed_count": 1,
        "total_count": 2,
    }
    assert plan.to_dict()["lessonPlan"]["lessonPlan"]["course"] == tree["course"]
    assert plan.to_dict(wrapped=False)["subComponents"][0]["subComponents"][1]["sourcedId"] == "l2"
    written = LessonPlan(
        {"sourcedId": "c"},
        [
            LessonPlanComponent(
                "l",
                "Lesson",
                componentResources=[LessonPlanResource({"sourcedId": "r"}, 2)],
                componentProgress=ComponentProgress("l", 100, "completed", 7, stars=3),
            )
        ],
    )
    assert written.get_total_progress()["completion_percentage"] == 100
    assert ComponentProgress("l", stars=3).to_dict() == {
        "sourcedId": "l",
        "progress": 0,
        "status": "not_started",
        "xp": 0,
        "results": [],
        "stars": 3,
    }
    assert (
        LessonPlanComponent.from_dict({"sourcedId": "u", "title": "U", "items": [{"sourcedId": "l", "title": "L"}]})
        .subComponents[0]
        .type
        == "lesson"
    )


def test_tests_and_stimuli(mirror: Mirror, mirrored: TimeBackClient, asked: Asked) -> None:
    tests = mirrored.qti.assessment_tests
    assert isinstance(tests, AssessmentTestAPI)
    section = QTISection(identifier="s", title="S")
    part = QTITestPart(identifier="p", qti_assessment_section=[section])
    sent_section = {"identifier": "s", "title": "S", "visible": True}
    sent_part = {
        "identifier": "p",
        "navigationMode": "linear",
        "submissionMode": "individual",
        "qti-assessment-section": [sent_section],
    }
    test = {"identifier": "t", "title": "T", "qti-test-part": [sent_part]}
    tests.create_assessment_test(test)
    asked("POST /api/assessment-tests", body=test)
    tests.get_assessment_test("t")
    asked("GET /api/assessment-tests/t")
    tests.get_assessment_questions("t")
    asked("GET /api/assessment-tests/t/questions")
    tests.list_assessment_tests(limit=5, offset=5, search="x")
    asked("GET /api/assessment-tests", page="2", limit="5", query="x")
    tests.update_assessment_test("t", test)
    asked("PUT /api/assessment-tests/t", body=test)
    tests.delete_assessment_test("t")
    asked("DELETE /api/assessment-tests/t")
    parts = "/api/assessment-tests/t/test-parts"
    tests.create_test_part("t", part)
    asked(f"POST {parts}", body=sent_part)
    tests.get_test_part("t", "p")
    asked(f"GET {parts}/p")
    tests.list_test_parts("t", navigation_mode="linear", query="p", page=1, limit=5, sort="title", order="asc")
    asked(f"GET {parts}", navigationMode="linear", query="p", page="1", limit="5", sort="title", order="asc")
    tests.update_test_part("t", "p", part)
    asked(f"PUT {parts}/p", body=sent_part)
    tests.delete_test_part("t", "p")
    asked(f"DELETE {parts}/p")

    mirror.answers[f"GET {parts}"] = {"items": [{"identifier": "p"}]}
    tests.create_section("t", section)
    asked(f"POST {parts}/p/sections", body=sent_section)
    tests.get_section("t", "s")
    asked(f"GET {parts}/p/sections/s")
    mirror.answers[f"GET {parts}"] = {"items": [{"identifier": "p"}, {"identifier": "q"}]}
    mirror.answers[f"GET {parts}/p/sections"] = {"items": [{"identifier": "other"}]}
    mirror.answers[f"GET {parts}/q/sections"] = {"items": [{"identifier": "s"}]}
    tests.update_section("t", "s", section)
    asked(f"PUT {parts}/q/sections/s", body=sent_section)
    tests.delete_section("t", "s")
    asked(f"DELETE {parts}/q/sections/s")
    with pytest.raises(ValueError, match=r"2 .*parts"):
        tests.create_section("t", section)
    tests.add_item_to_section("t", "p", "s", "i")
    asked(f"POST {parts}/p/sections/s/items", body={"identifier": "i"})
    tests.remove_item_from_section("t", "p", "s", "i")
    asked(f"DELETE {parts}/p/sections/s/items/i")

    stimuli = mirrored.qti.stimuli
    assert isinstance(stimuli, StimulusAPI)
    stimulus = QTIStimulus(
        identifier="x",
        title="X",
        language="en",
        content="<p/>",
        catalog_info=[CatalogEntry(id="1", support="spoken", content="c")],
    )
    sent = {
        "identifier": "x",
        "title": "X",
        "language": "en",
        "content": "<p/>",
        "catalogInfo": [{"id": "1", "support": "spoken", "content": "c"}],
    }
    stimuli.create_stimulus(stimulus)
    asked("POST /api/stimuli", body=sent)
    stimuli.get_stimulus("x")
    asked("GET /api/stimuli/x")
    stimuli.list_stimuli(limit=10, search="X", language="en")
    asked("GET /api/stimuli", limit="10", query="X", language="en")
    stimuli.update_stimulus("x", stimulus)
    asked("PUT /api/stimuli/x", body=sent)
    stimuli.delete_stimulus("x")
    asked("DELETE /api/stimuli/x")
    mirrored.qti.assessment_items.process_response("i", "A")
    asked("POST /api/assessment-items/i/process-response", body={"identifier": "i", "response": "A"})
    mirrored.qti.assessment_items.process_response("i", response_identifier="R", responses={"R": "A"})
    asked(
        "POST /api/assessment-items/i/process-response",
        body={"identifier": "i", "responseIdentifier": "R", "responses": {"R": "A"}},
    )
