"""A program for version 1.5 of the older client, against a server: uses every method and model that 0.2 lacks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from timeback_client import TimeBackClient
from timeback_client.api.academic_sessions import AcademicSessionsAPI
from timeback_client.api.applications import ApplicationsAPI
from timeback_client.api.assessment_results import AssessmentResultsAPI
from timeback_client.api.assessment_tests import AssessmentTestAPI
from timeback_client.api.classes import ClassesAPI
from timeback_client.api.component_resources import ComponentResourcesAPI
from timeback_client.api.components import ComponentsAPI
from timeback_client.api.courses import CoursesAPI
from timeback_client.api.enrollments import EnrollmentsAPI
from timeback_client.api.line_items import LineItemsAPI
from timeback_client.api.powerpath import PowerPathAPI
from timeback_client.api.qti_stimulus import StimulusAPI
from timeback_client.api.resources import ResourcesAPI
from timeback_client.api.students import StudentsAPI
from timeback_client.api.subject_tracks import SubjectTracksAPI
from timeback_client.api.users import UsersAPI
from timeback_client.core.client import PowerPathService, QTIService
from timeback_client.models import (
    AssessmentMetadata,
    AssessmentResult,
    AssessmentResultsResponse,
    AssessmentType,
    ComponentProgress,
    LearningObjectiveResult,
    LearningObjectiveSet,
    LessonPlan,
    LessonPlanComponent,
    LessonPlanResource,
    ScoreStatus,
)
from timeback_client.models.academic_session import AcademicSession
from timeback_client.models.assessment_result import AssessmentLineItemRef, ScoreScaleRef, StudentRef
from timeback_client.models.class_ import Class, CourseRef, ResourceRef, TermRef
from timeback_client.models.class_ import OrgRef as SchoolRef
from timeback_client.models.component import Component
from timeback_client.models.component_resource import ComponentResource
from timeback_client.models.course import Course
from timeback_client.models.enrollment import ClassRef, Enrollment, UserRef
from timeback_client.models.line_item import LineItem, LineItemsResponse, SourcedIdRef
from timeback_client.models.org import Org
from timeback_client.models.qti import CatalogEntry, QTISection, QTIStimulus, QTITestPart
from timeback_client.models.resource import Resource
from timeback_client.models.user import AgentRef, Reference, RoleAssignment, RoleName, RoleType, Status, User, UserRole

from .conftest import Asked, Mirror

ORG = {"sourcedId": "org-district", "type": "org"}


def allocated(reply: Any) -> str:
    return str(reply["sourcedIdPairs"]["allocatedSourcedId"])


def a_course(client: TimeBackClient) -> str:
    course = Course.create(title="Algebra", courseCode="ALG", org=ORG, subjects=["Math"], grades=["9"])
    return allocated(client.rostering.courses.create_course(course))


def a_class(client: TimeBackClient, course: str) -> str:
    sessions = client.rostering.academic_sessions
    assert isinstance(sessions, AcademicSessionsAPI)
    session = AcademicSession.create("Term", "term", "2025-01-01", "2025-06-30", "2025", org=ORG)
    term = allocated(sessions.create_academic_session(session))
    model = Class.create("Algebra 1", course, "org-district", [term], class_code="A1", class_type="scheduled")
    return allocated(client.rostering.classes.create_class(model.to_dict()))


def a_student(client: TimeBackClient) -> str:
    # The name of the list of students differs between servers.
    (student,) = client.rostering.students.list_students(limit=1)
    return str(student.sourcedId)


def test_courses(client: TimeBackClient) -> None:
    courses = client.rostering.courses
    assert isinstance(courses, CoursesAPI)
    course = a_course(client)
    data = courses.get_course(course, fields=["sourcedId", "title"])
    assert data == {"course": {"sourcedId": course, "title": "Algebra"}}
    data = courses.get_course(course)
    data.title = "Algebra I"
    courses.update_course(course, data)
    assert courses.list_courses(filter_expr="title='Algebra I'", search="Algebra")["courses"][0]["sourcedId"] == course
    class_id = a_class(client, course)
    assert courses.get_classes_for_course(course)["classes"][0]["sourcedId"] == class_id
    assert courses.get_school_for_course(course, fields=["sourcedId"])["org"] == {"sourcedId": "org-district"}
    assert courses.get_subjects_for_course(course) == {"subjects": ["Math"]}
    assert courses.get_resources_for_course(course)["resources"] == []
    assert courses.delete_course(course)


def test_academic_sessions(client: TimeBackClient) -> None:
    sessions = client.rostering.academic_sessions
    body = {"title": "T", "type": "term", "startDate": "2025-01-01", "endDate": "2025-06-30", "schoolYear": "2025"}
    made = allocated(sessions.create_academic_session({"sourcedId": "as1", **body, "org": ORG}))
    session = sessions.get_academic_session(made, fields=["title", "status"])
    assert session["academicSession"] == {"title": "T", "status": "active"}
    whole = sessions.get_academic_session(made)
    whole["academicSession"]["title"] = "U"
    sessions.update_academic_session(made, whole)
    assert sessions.list_academic_sessions(filter_expr="title='U'")["academicSessions"][0]["sourcedId"] == made
    assert sessions.delete_academic_session(made)


def test_classes_and_enrollments(client: TimeBackClient) -> None:
    classes, enrollments = client.rostering.classes, client.rostering.enrollments
    assert isinstance(classes, ClassesAPI)
    assert isinstance(enrollments, EnrollmentsAPI)
    course = a_course(client)
    class_id = a_class(client, course)
    student = a_student(client)
    model = Enrollment.create("student", student, class_id, primary=True, begin_date="2025-01-01")
    enrollment = allocated(enrollments.create_enrollment(model.to_dict()))
    assert enrollments.get_enrollment(enrollment)["enrollment"]["class"]["sourcedId"] == class_id
    assert enrollments.get_enrollment(enrollment, fields=["role"])["enrollment"] == {"role": "student"}
    assert enrollments.list_enrollments(limit=1)["enrollments"]
    mine = enrollments.get_enrollments_for_student(student, "role='student'", limit=100)["enrollments"]
    assert enrollment in [each["sourcedId"] for each in mine]
    assert {each["user"]["sourcedId"] for each in mine} == {student}
    (only,) = enrollments.get_enrollments_for_class(class_id, filter_expr="role='student'")["enrollments"]
    assert only["sourcedId"] == enrollment
    enrollments.update_enrollment(enrollment, {**only, "role": "aide"})
    assert enrollments.get_enrollment(enrollment).role == "aide"
    enrollments.update_enrollment(enrollment, {"enrollment": only})

    whole = classes.get_class(class_id)
    assert whole["class"]["title"] == whole.title == "Algebra 1"
    whole["class"]["location"] = "7"
    classes.update_class(class_id, whole)
    assert classes.list_classes(filter_expr="location='7'")["classes"][0]["sourcedId"] == class_id
    assert classes.get_classes_for_course(course, "status='active'")["classes"][0]["sourcedId"] == class_id
    assert class_id in [each["sourcedId"] for each in classes.get_classes_for_student(student, limit=100)["classes"]]
    teacher = client.rostering.users.list_users(filter="role='teacher'", limit=1)["users"][0]["sourcedId"]
    assert "classes" in classes.get_classes_for_teacher(teacher)
    assert [each.sourcedId for each in classes.get_students_for_class(class_id)] == [student]
    students = client.rostering.students
    assert isinstance(students, StudentsAPI)
    assert students.get_student(student, fields=["sourcedId"])["user"] == {"sourcedId": student}
    assert class_id in [each["sourcedId"] for each in students.get_classes_for_student(student, limit=100)["classes"]]
    assert enrollments.delete_enrollment(enrollment)
    assert classes.delete_class(class_id)


def test_components_and_resources(client: TimeBackClient) -> None:
    course = a_course(client)
    components = client.rostering.components
    assert isinstance(components, ComponentsAPI)
    unit = allocated(components.create_component(Component.create("Unit", course, 1)))
    lesson_model = Component.create("Lesson", course, 1, parent={"sourcedId": unit}, colour="red")
    assert lesson_model.courseComponent == lesson_model.parent == {"sourcedId": unit}
    assert lesson_model.to_dict()["courseComponent"]["metadata"] == {"colour": "red"}
    lesson = allocated(components.create_component(lesson_model))
    assert components.get_component(lesson, fields=["title"])["courseComponent"] == {"title": "Lesson"}
    lesson_model.title = "Lesson 1"
    lesson_model.sourcedId = lesson
    components.update_component(lesson, lesson_model)
    found = components.list_components(parent_id=unit, course_id=course, filter_expr="title='Lesson 1'")
    assert [each.sourcedId for each in found] == [lesson]

    resources = client.resources.resources
    assert isinstance(resources, ResourcesAPI)
    model = Resource.create("Video", "v-1", importance="primary", metadata={"url": "https://example.org"})
    resource = allocated(resources.create_resource(model))
    whole = resources.get_resource(resource)
    whole.title = "Film"
    resources.update_resource(resource, whole)
    assert resources.list_resources(filter_expr="title='Film'", fields=["title"])["resources"] == [{"title": "Film"}]
    assert resources.get_resources_for_course(course, limit=1)["resources"] == []
    assert isinstance(client.rostering.resources, ResourcesAPI)

    places = client.rostering.component_resources
    assert isinstance(places, ComponentResourcesAPI)
    place = allocated(places.create_component_resource(ComponentResource.create("Film", lesson, resource, sortOrder=2)))
    assert places.get_component_resource(place, fields=["sortOrder"])["componentResource"] == {"sortOrder": 2}
    whole = places.get_component_resource(place)
    whole["componentResource"]["sortOrder"] = 3
    places.update_component_resource(place, whole)
    for arguments in ({"component_id": lesson}, {"resource_id": resource}, {"filter_expr": "sortOrder='3'"}):
        assert places.list_component_resources(**arguments)["componentResources"][0]["sourcedId"] == place
    assert components.get_resources_for_component(lesson, limit=5)["componentResources"][0]["sourcedId"] == place
    assert client.powerpath.get_course_syllabus(course)["syllabus"]["course"]["sourcedId"] == course
    assert places.delete_component_resource(place)
    assert resources.delete_resource(resource)
    assert components.delete_component(lesson)


def test_line_items_and_results(client: TimeBackClient) -> None:
    line_items, results = client.gradebook.line_items, client.gradebook.assessment_results
    assert isinstance(line_items, LineItemsAPI)
    assert isinstance(results, AssessmentResultsAPI)
    course = a_course(client)
    unit = allocated(client.rostering.components.create_component(Component.create("Unit", course, 1)))
    model = LineItem(title="Quiz", component=SourcedIdRef(sourcedId=unit), resultValueMax=10.0)
    created = line_items.create_line_item(model)
    assert created.sourcedId == allocated(created)
    line_item = line_items.get_line_item(created.sourcedId)
    assert isinstance(line_item, LineItem)
    assert (line_item.title, line_item.component.sourcedId) == ("Quiz", unit)
    line_item.title = "Test"
    line_items.update_line_item(line_item.sourcedId, line_item)
    listed = line_items.get_line_items(
        "title='Test'", limit=10, offset=0, sort="title", order_by="asc", fields="sourcedId"
    )
    assert listed["assessmentLineItems"] == [{"sourcedId": line_item.sourcedId}]

    student = a_student(client)
    result = AssessmentResult(
        sourcedId="r1",
        assessmentLineItem=AssessmentLineItemRef(sourcedId=line_item.sourcedId),
        student=StudentRef(sourcedId=student),
        scoreDate=datetime(2025, 1, 1, 8, tzinfo=UTC),
        scoreStatus=ScoreStatus.FULLY_GRADED,
        score=9.5,
        metadata=AssessmentMetadata(
            studentEmail="a@example.org", assignmentId=7, assessmentType=AssessmentType.TEST_OUT, subject="Math", more=1
        ),
        learningObjectiveSet=[
            LearningObjectiveSet(
                source="case",
                learningObjectiveResults=[LearningObjectiveResult(learningObjectiveId="lo", score=1.0)],
            )
        ],
    )
    assert result.metadata.assignmentId == "7"
    made = allocated(results.create_assessment_result(result))
    read = results.get_assessment_result(made)
    assert isinstance(read, AssessmentResult)
    assert (read.score, read.student.sourcedId, read.metadata.more) == (9.5, student, 1)
    read.score = 10.0
    results.update_assessment_result(made, read)
    for arguments in (
        {"student_id": student},
        {"component_id": unit},
        {"student_id": student, "component_id": unit, "filter_expr": "score='10'"},
        {"component_id": unit, "filter_expr": "score='1' OR score='10'"},
        {"filter_expr": "score>='10'", "sort": "score", "orderBy": "desc"},
    ):
        page = results.get_assessment_results(**arguments, limit=5, offset=0)
        assert isinstance(page, AssessmentResultsResponse)
        assert [each.sourcedId for each in page.assessmentResults] == [made], arguments
        assert page.totalCount == 1
    assert results.get_assessment_results(component_id="other").assessmentResults == []
    assert results.delete_assessment_result(made)
    assert line_items.delete_line_item(line_item.sourcedId)


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


def test_users_and_organisations(client: TimeBackClient) -> None:
    users, orgs = client.rostering.users, client.rostering.orgs
    assert isinstance(users, UsersAPI)
    assert users.validate_environment()["base_url"] == client.api_url
    assert len(list(users.list_students(limit=2, filter="status='active'"))) == 2
    role = RoleAssignment(role="student", org=ORG)
    student = allocated(users.create_user(User(sourcedId="u9", givenName="A", familyName="B", roles=[role])))
    record = {"sourcedId": student, "birthDate": "2015-01-01"}
    users.create_user_demographics(record)
    users.update_user_demographics({**record, "sex": "female"})
    assert users.get_demographics_record(student)["demographics"]["sex"] == "female"
    assert users.get_user_demographics(student)
    with pytest.raises(ValueError, match="sourcedId"):
        users.update_user_demographics({"sex": "female"})
    made = allocated(orgs.create_org(Org.create("A school", "school", parent={"sourcedId": "org-district"})))
    org = Org.from_dict(orgs.get_org(org_id=made, fields=["sourcedId", "name", "type"]))
    org.name = "Another school"
    orgs.update_org(made, org)
    assert orgs.list_orgs(filter_expr="name='Another school'", sort="name")["orgs"][0]["sourcedId"] == made
    assert orgs.delete_org(made)


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


def test_models() -> None:
    agent = AgentRef(sourcedId="p", type="parent")
    role = RoleAssignment(roleType=RoleType.SECONDARY, role=RoleName.TEACHER, org={"sourcedId": "o"})
    user = User(
        sourcedId="u",
        status=Status.ACTIVE,
        enabledUser=True,
        givenName="A",
        familyName="B",
        roles=[role],
        agents=[agent],
    )
    assert user.to_dict()["user"]["agents"] == [{"sourcedId": "p", "type": "parent"}]
    assert RoleName is UserRole
    assert Reference(sourcedId="x", type="y").model_dump(exclude_none=True) == {"sourcedId": "x", "type": "y"}
    assert ScoreScaleRef(sourcedId="x").type == "scoreScale"
    enrollment = Enrollment(
        role="student", user=UserRef(sourcedId="u"), **{"class": ClassRef(sourcedId="c")}, endDate=date(2025, 6, 30)
    )
    assert enrollment.to_dict()["enrollment"]["class"] == {"sourcedId": "c"}
    assert enrollment.dict(by_alias=True, exclude_none=True, exclude_unset=True)["endDate"] == date(2025, 6, 30)
    one = Class(
        title="T",
        course=CourseRef(sourcedId="c"),
        org=SchoolRef(sourcedId="o"),
        terms=[TermRef(sourcedId="t")],
        resources=[ResourceRef(sourcedId="r")],
    )
    assert one.to_dict()["class"]["terms"] == [{"sourcedId": "t"}]
    line_item = LineItem(title="Q", class_=SourcedIdRef(sourcedId="c"))
    assert line_item.to_dict()["class"] == {"sourcedId": "c"}
    assert line_item.to_create_dict() == line_item.to_update_dict() == {"assessmentLineItem": line_item.to_dict()}
    page = LineItemsResponse(lineItems=[line_item], totalCount=1, pageCount=1, pageNumber=1, offset=0, limit=100)
    assert page.lineItems[0].title == "Q"
    course = Course.from_dict({"course": {"title": "C", "courseCode": "C1", "org": ORG}})
    course.update_timestamp()
    assert Course.from_dict({"title": "C"}) is None
    assert Course.to_courses_response([course])["courses"][0]["courseCode"] == "C1"
    assert Component.to_components_response([Component.create("C", "c", 1)])["courseComponents"][0]["sortOrder"] == 1
    assert Org.to_orgs_response([Org.create("N", "school")])["orgs"][0]["name"] == "N"
    session = AcademicSession.create("T", "term", "2025-01-01", "2025-06-30", "2025", org=ORG)
    assert AcademicSession.to_sessions_response([session])["academicSessions"][0]["title"] == "T"
    place = ComponentResource.from_dict(ComponentResource.create("P", "c", "r").to_dict())
    assert place.courseComponent == {"sourcedId": "c"}
    assert Resource.from_dict({"resource": {"title": "R", "vendorResourceId": "v"}}).roles == []
    with pytest.raises(ValueError, match="org"):
        Course.create("C", "C1")


def test_constants() -> None:
    assert QTIService.DEFAULT_QTI_STAGING_URL == "https://qti-staging.alpha-1edtech.ai/api"
    assert QTIService.DEFAULT_QTI_PRODUCTION_URL == "https://qti.alpha-1edtech.ai/api"
    assert TimeBackClient.DEFAULT_CALIPER_STAGING_URL.startswith("https://caliper-staging")
    assert TimeBackClient.DEFAULT_CALIPER_PRODUCTION_URL.startswith("https://caliper.")
