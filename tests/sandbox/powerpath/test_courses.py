"""The tests of a course, its render configuration, and persistence, with the real client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import plain
from tests.sandbox.conftest import token
from timeback import TimeBackClient
from timeback.sandbox import Sandbox

from .conftest import School, choice_item, refused

QTI = {"courseId": "c1", "testType": "qti", "qti": {"url": "https://qti.example.org/api/assessment-tests/t1"}}


@pytest.fixture
def course(school: School) -> School:
    school.course("c1")
    school.course("c2", "Reading", "4")
    school.component("u1", "c1", sortOrder=4)
    school.component("v1", "c2")
    return school


def lessons(client: TimeBackClient) -> dict[str, list[str]]:
    tree = client.powerpath.get_course_syllabus("c1")
    return {str(each.title): [one.id for one in each.component_resources] for each in tree.sub_components}


def test_quizzes_are_always_new_and_placements_replace_the_old_one(course: School, client: TimeBackClient) -> None:
    create = client.powerpath.tests.create_internal_test
    first = create({**QTI, "lessonType": "quiz", "courseComponentSourcedId": "u1", "xp": 5, "lessonTitle": "One"})
    second = create({**QTI, "lessonType": "quiz", "unitTitle": "More"})
    placed = create({**QTI, "lessonType": "placement", "grades": ["3"], "unitTitle": "Start"})
    again = create({**QTI, "lessonType": "placement", "grades": ["4"], "courseIdOnFail": "c2"})
    assert (placed.lesson_id, placed.resource_id) == (again.lesson_id, again.resource_id)
    assert (again.grades, again.course_id_on_fail) == (["4"], "c2")
    assert lessons(client) == {"Unit u1": [first.lesson_id], "More": [second.lesson_id], "Start": [placed.lesson_id]}
    details = client.resources.resources.get_resource(again.resource_id).metadata
    assert (details["type"], details["lessonType"], details["grades"], details["subject"]) == (
        "qti",
        "placement",
        ["4"],
        "Math",
    )
    assert client.powerpath.placement.get_next_placement_test(student="s1", subject="Math").lesson == placed.lesson_id


def test_a_bank_is_built_and_replaced(course: School, client: TimeBackClient) -> None:
    bank = {"resources": [{"url": f"https://qti.example.org/assessment-tests/{name}", "title": name} for name in "ab"]}
    body = {"courseId": "c1", "lessonType": "test-out", "testType": "assessment-bank", "assessmentBank": bank}
    made = client.powerpath.tests.create_internal_test(body)
    details = client.resources.resources.get_resource(made.resource_id).metadata
    assert (details["type"], details["resources"]) == ("assessment-bank", made.child_resource_ids)
    assert [client.resources.resources.get_resource(each).title for each in made.child_resource_ids] == ["a", "b"]
    again = client.powerpath.tests.create_internal_test({**QTI, "lessonType": "test-out"})
    assert (again.lesson_id, again.resource_id, again.test_type) == (made.lesson_id, made.resource_id, "qti")
    old = [client.resources.resources.get_resource(each).status for each in made.child_resource_ids]
    assert old == ["tobedeleted"] * 2


def external(kind: str, **more: Any) -> dict[str, Any]:
    return {"courseId": "c1", "lessonType": kind, "toolProvider": "edulastic", "grades": ["3"], "xp": 4, **more}


def test_external_tests_are_updated(course: School, client: TimeBackClient) -> None:
    tests = client.powerpath.tests
    third = tests.create_external_placement_test(external("placement", vendorId="e-1", lessonTitle="Third"))
    fourth = tests.create_external_placement_test(external("placement", grades=["4"]))
    again = tests.create_external_placement_test(external("placement", vendorId="e-2"))
    assert third.lesson_id == again.lesson_id != fourth.lesson_id
    assert again.vendor_id == "e-2"
    out = tests.create_external_test_out(external("test-out"))
    assert tests.create_external_test_out(external("test-out", grades=["5"])).lesson_id == out.lesson_id
    resource = client.resources.resources.get_resource(third.resource_id)
    assert (resource.title, resource.vendor_id, resource.metadata["type"]) == ("Third", "e-2", "interactive")
    assert resource.metadata["toolProvider"] == "edulastic"


def test_invalid_tests_are_rejected(course: School, client: TimeBackClient, raw: httpx.Client) -> None:
    client.powerpath.tests.create_external_placement_test(external("placement"))
    before = course.everything()

    def internal(**more: Any) -> httpx.Response:
        return raw.post("/createInternalTest", json={**QTI, "lessonType": "quiz", **more})

    refused(internal(courseId="c9"), 404, "courseId: ")
    refused(internal(courseIdOnFail="c9"), 404, "courseIdOnFail: ")
    refused(internal(courseComponentSourcedId="nowhere"), 404, "courseComponentSourcedId: ")
    refused(internal(courseComponentSourcedId="v1"), 422, "courseComponentSourcedId: ")
    refused(internal(qti={"url": 5}), 422, "qti.url: ")
    other = external("placement", toolProvider="mastery-track")
    refused(raw.post("/createExternalPlacementTest", json=other), 422, "toolProvider: ")
    refused(raw.post("/createExternalPlacementTest", json=external("placement", grades=[])), 422, "grades: ")
    refused(raw.post("/createExternalTestOut", json=external("test-out", courseId="c9")), 404, "courseId: ")
    assert course.everything() == before


def test_render_config(course: School, client: TimeBackClient, raw: httpx.Client) -> None:
    renderers = client.powerpath.render_configs
    body = {
        "courseIds": ["c1", "c2"],
        "rendererId": "r",
        "rendererUrl": "https://r.example.org",
        "suppressFeedback": True,
    }
    assert renderers.upsert_render_config(body).updated == ["c1", "c2"]
    found = renderers.get_render_config("c1")
    assert (found.renderer_id, found.suppress_feedback, found.suppress_correct_response) == ("r", True, False)
    renderers.upsert_render_config({**body, "courseIds": ["c1"], "rendererId": "r2"})
    assert [renderers.get_render_config(each).renderer_id for each in ("c1", "c2")] == ["r2", "r"]
    assert renderers.delete_render_config("c1").deleted == "c1"
    refused(raw.get("/render-config/c1"), 404, "courseId: ")
    refused(raw.delete("/render-config/c1"), 404, "courseId: ")
    before = course.everything()
    refused(raw.put("/render-config", json={**body, "courseIds": ["c2", "c9"]}), 422, "courseIds[1]: ")
    assert course.everything() == before


def test_a_generated_district_is_valid_by_the_document(box: Sandbox, client: TimeBackClient) -> None:
    from timeback.sandbox.fake_data.district import generate

    for collection, objects in generate(1, 30):
        box.store.load(collection, objects)
    syllabus = client.powerpath.get_course_syllabus("course-math-kg")
    assert (syllabus.course.grades, syllabus.course.subjects) == (["0"], ["Math"])
    assert len(syllabus.sub_components) == 3
    student = next(each["sourcedId"] for each in box.store.all("users") if each["roles"][0]["role"] == "student")
    assert client.powerpath.placement.get_subject_progress(student=student, subject="Math")


def test_all_data_survives_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "box.db"
    asked = {"student": "s1", "lesson": "l1"}
    with Sandbox(db=file) as box, box.client() as client:
        school = School(box)
        school.course("c1")
        school.component("u1", "c1")
        school.lesson("l1", "u1", "powerpath-100", {"questions": [choice_item("q1"), choice_item("q2")]})
        client.powerpath.answer_question({**asked, "question": "q1", "responses": {"RESPONSE": "A"}})
        plan = client.powerpath.lesson_plans.create_lesson_plan({"courseId": "c1", "userId": "s1"}).lesson_plan_id
        skip = {"type": "set-skipped", "payload": {"target": {"id": "l1", "type": "resource"}, "value": True}}
        client.powerpath.lesson_plans.store_operation(plan, {"operation": skip})
        made = client.powerpath.test_assignments.create_test_assignment(
            {"student": "s1", "subject": "Math", "grade": "3"}
        )
        way = client.powerpath.tests.make_external_test_assignment({"student": "s1", "lesson": made.lesson_id})
        session = client.powerpath.screening.get_session("s1").to_dict()
        offered = client.powerpath.get_next_question(**asked).to_dict()["question"]["id"]
    with Sandbox(db=file) as box, box.client() as client:
        assert client.powerpath.get_assessment_progress(**asked).score == 14
        assert client.powerpath.get_next_question(**asked).question.id == offered
        assert client.powerpath.lesson_plans.sync_operations(plan).operation_count == 1
        assert client.powerpath.get_lesson_plan_tree("c1", "s1").sub_components[0].component_resources == []
        again = client.powerpath.tests.make_external_test_assignment({"student": "s1", "lesson": made.lesson_id})
        assert again.credentials.password == way.credentials.password
        assert client.powerpath.screening.get_session("s1").to_dict() == session


def test_another_process_uses_put_requests(course: School, box: Sandbox, client: TimeBackClient) -> None:
    base = f"{box.url}/_sandbox/powerpath"
    known = (box.client_id, box.client_secret)
    made = client.powerpath.test_assignments.create_test_assignment({"student": "s1", "subject": "Math", "grade": "3"})
    asked = {"student": "s1", "lesson": made.lesson_id}
    way = client.powerpath.tests.make_external_test_assignment(asked)
    # Without a launchUrl, this is the URL to which the results can be PUT.
    assert way.test_url == f"{base}/external-tests/{way.assignment_id}"
    details = {"questions": [{"id": "x", "score": 1}], "scoreStatus": "fully graded", "masteryTrackProcessed": True}
    assert plain.put(way.test_url, json=details, auth=known).status_code == 204
    assert client.powerpath.tests.import_external_results(**asked).finalized
    client.powerpath.screening.assign_test({"userId": "s1", "subject": "Science"})
    for path, body in {
        "screening/s1": {"status": "in_progress", "nweaStatus": "IN_PROGRESS"},
        "screening/s1/results": {"subject": "Science", "testName": "MAP", "grade": 3, "ritScore": 190},
        "spreadsheets": {
            "spreadsheetUrl": "https://s.example.org",
            "sheet": "a",
            "csv": "student,subject,grade\ns1,Math,3",
        },
        "questions": {"seed": 9},
        f"test-assignments/{made.assignment_id}/expiry": {"expiresAt": "2999-01-01T00:00:00Z"},
    }.items():
        assert plain.put(f"{base}/{path}", json=body, auth=known).status_code == 204, path
    assert client.powerpath.screening.get_session("s1").assignment.status == "in_progress"
    assert client.powerpath.screening.get_results("s1")["Science"].grade == "3"
    before = course.everything()
    for path, wrong in {
        "external-tests/x": {"questions": [{"id": "a", "score": 2}]},
        "screening/s9": {"status": "assigned"},
        "screening/s1": {},
        "questions": {"seed": "much"},
        "test-assignments/x/expiry": {"expiresAt": "2999-01-01T00:00:00Z"},
    }.items():
        assert plain.put(f"{base}/{path}", json=wrong, auth=known).status_code == 400, path
    assert plain.put(f"{base}/questions", json={"seed": 1}).status_code == 401
    assert plain.put(f"{base}/questions", content=b"[", auth=known).status_code == 400
    assert course.everything() == before


def test_every_operation_has_a_handler_and_needs_a_token(box: Sandbox) -> None:
    from timeback.sandbox.powerpath import powerpath_extension
    from timeback.sandbox.spec import openapi as documents

    operations = {each.id for each in documents.load().operations if each.document.name == "powerpath"}
    assert set(powerpath_extension(box.store).handlers) == operations
    assert len(operations) == 50
    assert plain.get(f"{box.url}/powerpath/render-config/c1").status_code == 401
    assert token(box)
