"""A program for version 1.5 of the older client, against a sandbox: uses every method that 0.2 lacks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from timeback_client import TimeBackClient
from timeback_client.api.academic_sessions import AcademicSessionsAPI
from timeback_client.api.assessment_results import AssessmentResultsAPI
from timeback_client.api.classes import ClassesAPI
from timeback_client.api.component_resources import ComponentResourcesAPI
from timeback_client.api.components import ComponentsAPI
from timeback_client.api.courses import CoursesAPI
from timeback_client.api.enrollments import EnrollmentsAPI
from timeback_client.api.line_items import LineItemsAPI
from timeback_client.api.resources import ResourcesAPI
from timeback_client.api.students import StudentsAPI
from timeback_client.api.users import UsersAPI
from timeback_client.models import (
    AssessmentMetadata,
    AssessmentResult,
    AssessmentResultsResponse,
    AssessmentType,
    LearningObjectiveResult,
    LearningObjectiveSet,
    ScoreStatus,
)
from timeback_client.models.academic_session import AcademicSession
from timeback_client.models.assessment_result import AssessmentLineItemRef, StudentRef
from timeback_client.models.class_ import Class
from timeback_client.models.component import Component
from timeback_client.models.component_resource import ComponentResource
from timeback_client.models.course import Course
from timeback_client.models.enrollment import Enrollment
from timeback_client.models.line_item import LineItem, SourcedIdRef
from timeback_client.models.org import Org
from timeback_client.models.resource import Resource
from timeback_client.models.user import RoleAssignment, User

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
