"""Syllabus and lesson plans over the real client."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from timeback import TimeBackClient

from .conftest import School, refused


@pytest.fixture
def course(school: School) -> School:
    """Two units, the first with a nested unit, created out of order."""
    school.course("c1", "Mathematics", "KG")
    school.component("u2", "c1", sortOrder=2)
    school.component("u1", "c1", sortOrder=1)
    school.component("u1a", "c1", "u1", sortOrder=5)
    for number, lesson in enumerate(("l1", "l2", "l3")):
        school.lesson(lesson, "u1", sortOrder=number)
    school.lesson("l4", "u2", sortOrder=1)
    school.lesson("l5", "u1a")
    school.lesson("extra", "u2", sortOrder=2, metadata={"lessonRole": "support", "lessonType": "quiz"})
    return school


def outline(components: Any) -> Any:
    """The ids of a tree: components as [id, lessons, components]."""
    return [
        [each.sourced_id, [one.id for one in each.component_resources], outline(each.sub_components)]
        for each in components
    ]


def listed(nodes: Any) -> Any:
    """The ids of a structure in order, skipped ones in brackets."""
    found = []
    for node in nodes:
        inside = sorted([*(node.sub_components or []), *(node.component_resources or [])], key=lambda each: each.order)
        name = node.component_id or node.component_resource_id
        found.append(f"({name})" if node.skipped else name)
        found.extend([listed(inside)] if inside else [])
    return found


def test_the_syllabus_is_nested_and_in_order(course: School, client: TimeBackClient) -> None:
    syllabus = client.powerpath.get_course_syllabus("c1")
    assert outline(syllabus.sub_components) == [
        ["u1", ["l1", "l2", "l3"], [["u1a", ["l5"], []]]],
        ["u2", ["l4", "extra"], []],
    ]
    assert (syllabus.course.grades, syllabus.course.subjects) == (["0"], ["Math"])
    lesson = syllabus.sub_components[0].component_resources[0]
    assert (lesson.resource.sourced_id, lesson.resource.metadata_details.type_) == ("r-l1", "qti")
    assert lesson.course_component_sourced_id == "u1"


def test_deleted_parts_leave_the_syllabus(course: School, client: TimeBackClient) -> None:
    client.rostering.course_components.delete_course_component("u1")
    client.rostering.component_resources.delete_component_resource("l4")
    assert outline(client.powerpath.get_course_syllabus("c1").sub_components) == [["u2", ["extra"], []]]
    gone = client.powerpath.get_course_syllabus("c1", status="tobedeleted")
    assert outline(gone.sub_components) == [["u1", [], []]]


def test_a_plan_is_created_once(course: School, client: TimeBackClient, raw: httpx.Client) -> None:
    course.class_of("c1", "s1")
    first = raw.post("/lessonPlans", json={"courseId": "c1", "userId": "s1"})
    second = raw.post("/lessonPlans", json={"courseId": "c1", "userId": "s1", "classId": "class-c1"})
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    tree = client.powerpath.get_lesson_plan_tree("c1", "s1")
    assert outline(tree.sub_components) == [["u1", ["l1", "l2", "l3"], [["u1a", ["l5"], []]]], ["u2", ["l4"], []]]
    by_id = client.powerpath.lesson_plans.get_lesson_plan(first.json()["lessonPlanId"])
    assert by_id.to_dict() == tree.to_dict()


def target(kind: str, id_: str) -> dict[str, Any]:
    return {"target": {"id": id_, "type": kind}}


class Personal:
    """A plan and its operations."""

    def __init__(self, client: TimeBackClient, student: str = "s1") -> None:
        self.plans = client.powerpath.lesson_plans
        self.id = self.plans.create_lesson_plan({"courseId": "c1", "userId": student}).lesson_plan_id

    def ask(self, kind: str, **payload: Any) -> None:
        self.plans.store_operation(self.id, {"operation": {"type": kind, "payload": payload}, "reason": "test"})

    def sync(self) -> list[bool]:
        return [each.success for each in self.plans.sync_operations(self.id).operation_results]

    def shape(self) -> Any:
        return listed(self.plans.get_structure(self.id).structure)


MIRRORED = ["u1", ["l1", "l2", "l3", "u1a", ["l5"]], "u2", ["l4", "(extra)"]]


@pytest.mark.parametrize(
    ("kind", "payload", "expected"),
    [
        ("set-skipped", {**target("resource", "l2"), "value": True},
         ["u1", ["l1", "(l2)", "l3", "u1a", ["l5"]], "u2", ["l4", "(extra)"]]),
        ("set-skipped", {**target("resource", "extra"), "value": False},
         ["u1", ["l1", "l2", "l3", "u1a", ["l5"]], "u2", ["l4", "extra"]]),
        ("add-custom-resource", {"resource_id": "other", "parent_component_id": "u1a"},
         ["u1", ["l1", "l2", "l3", "u1a", ["l5", "other"]], "u2", ["l4", "(extra)"]]),
        ("move-item-before", {**target("resource", "l3"), "reference_id": "l1"},
         ["u1", ["l3", "l1", "l2", "u1a", ["l5"]], "u2", ["l4", "(extra)"]]),
        ("move-item-after", {**target("resource", "l1"), "reference_id": "l2"},
         ["u1", ["l2", "l1", "l3", "u1a", ["l5"]], "u2", ["l4", "(extra)"]]),
        ("move-item-to-start", target("component", "u2"),
         ["u2", ["l4", "(extra)"], "u1", ["l1", "l2", "l3", "u1a", ["l5"]]]),
        ("move-item-to-end", target("resource", "l1"),
         ["u1", ["l2", "l3", "u1a", ["l5"], "l1"], "u2", ["l4", "(extra)"]]),
        ("change-item-parent", {**target("component", "u1a"), "new_parent_id": "u2"},
         ["u1", ["l1", "l2", "l3"], "u2", ["l4", "(extra)", "u1a", ["l5"]]]),
        ("change-item-parent", {**target("resource", "l1"), "new_parent_id": "u2", "position": "start"},
         ["u1", ["l2", "l3", "u1a", ["l5"]], "u2", ["l1", "l4", "(extra)"]]),
    ],
)  # fmt: skip
def test_operations(course: School, client: TimeBackClient, kind: str, payload: Any, expected: Any) -> None:
    course.course("c2")
    course.component("v1", "c2")
    course.lesson("other", "v1")
    plan = Personal(client)
    assert plan.shape() == MIRRORED
    plan.ask(kind, **payload)
    assert plan.shape() == MIRRORED, "nothing moves before the sync"
    assert plan.sync() == [True]
    assert plan.shape() == expected
    assert plan.sync() == [], "what was applied is not applied again"


@pytest.mark.parametrize(
    ("kind", "payload", "named"),
    [
        ("set-skipped", {**target("resource", "nowhere"), "value": True}, "target"),
        ("set-skipped", {**target("component", "l1"), "value": True}, "target"),
        ("add-custom-resource", {"resource_id": "nowhere", "parent_component_id": "u1"}, "resource_id"),
        ("add-custom-resource", {"resource_id": "l1", "parent_component_id": "u2"}, "resource_id"),
        ("add-custom-resource", {"resource_id": "l1", "parent_component_id": "l2"}, "parent_component_id"),
        ("move-item-before", {**target("resource", "l1"), "reference_id": "l4"}, "reference_id"),
        ("move-item-after", {**target("resource", "l1"), "reference_id": "l1"}, "reference_id"),
        ("change-item-parent", {**target("component", "u1"), "new_parent_id": "u1a"}, "new_parent_id"),
        ("change-item-parent", {**target("component", "u1"), "new_parent_id": "u1"}, "new_parent_id"),
    ],
)
def test_an_inapplicable_operation_is_reported_and_others_continue(
    course: School, client: TimeBackClient, kind: str, payload: Any, named: str
) -> None:
    plan = Personal(client)
    plan.ask(kind, **payload)
    plan.ask("set-skipped", **target("resource", "l1"), value=True)
    reply = plan.plans.sync_operations(plan.id)
    assert (reply.success, reply.operation_count) == (True, 2)
    failed, done = reply.operation_results
    assert (failed.success, done.success) == (False, True)
    assert failed.errors[0].message.startswith(f"{named}: ")
    assert plan.shape() == ["u1", ["(l1)", "l2", "l3", "u1a", ["l5"]], "u2", ["l4", "(extra)"]]
    assert plan.sync() == []


def test_a_plan_is_personalised_and_then_recreated(course: School, client: TimeBackClient) -> None:
    plan, other = Personal(client), Personal(client, "s2")
    plan.ask("move-item-to-start", **target("resource", "l3"))
    plan.ask("set-skipped", **target("resource", "l2"), value=True)
    plan.ask("move-item-after", **target("resource", "l1"), reference_id="l2")
    assert plan.sync() == [True, True, True]
    personal = ["u1", ["l3", "(l2)", "l1", "u1a", ["l5"]], "u2", ["l4", "(extra)"]]
    assert plan.shape() == personal
    assert other.shape() == MIRRORED

    # The course changes: a lesson is added, and a skipped one is deleted.
    course.lesson("l6", "u1", sortOrder=9)
    client.rostering.component_resources.delete_component_resource("l2")
    assert plan.shape() == personal
    items = {each.item_id for each in plan.plans.get_structure(plan.id).structure}
    reply = plan.plans.recreate_lesson_plan(plan.id)
    assert [each.success for each in reply.operation_results] == [True, False, False]
    assert plan.shape() == ["u1", ["l3", "l1", "u1a", ["l5"], "l6"], "u2", ["l4", "(extra)"]]
    assert items.isdisjoint({each.item_id for each in plan.plans.get_structure(plan.id).structure})

    log = plan.plans.list_operations(plan.id)
    assert [each.sequence_number for each in log] == [1, 2, 3]
    assert [each.type_ for each in log] == ["move-item-to-start", "set-skipped", "move-item-after"]
    assert {each.reason for each in log} == {"test"}

    affected = client.powerpath.lesson_plans.sync_course("c1").lesson_plans_affected
    assert affected == [plan.id, other.id]
    assert other.shape() == ["u1", ["l1", "l3", "u1a", ["l5"], "l6"], "u2", ["l4", "(extra)"]]


def test_a_skipped_component_hides_what_is_in_it(course: School, client: TimeBackClient) -> None:
    plan = Personal(client)
    plan.ask("set-skipped", **target("component", "u1"), value=True)
    plan.sync()
    assert outline(plan.plans.get_tree("c1", "s1").sub_components) == [["u2", ["l4"], []]]


def test_a_moved_lesson_is_in_its_new_component(course: School, client: TimeBackClient) -> None:
    plan = Personal(client)
    plan.ask("change-item-parent", **target("resource", "l1"), new_parent_id="u2", position="start")
    plan.sync()
    unit = plan.plans.get_tree("c1", "s1").sub_components[1]
    assert [(each.id, each.course_component_sourced_id) for each in unit.component_resources] == [
        ("l1", "u2"),
        ("l4", "u2"),
    ]


def test_all_plans_of_a_course_can_be_deleted(course: School, client: TimeBackClient, raw: httpx.Client) -> None:
    plan = Personal(client)
    plan.ask("set-skipped", **target("resource", "l1"), value=True)
    client.powerpath.lesson_plans.delete_course_lesson_plans("c1")
    refused(raw.get(f"/lessonPlans/tree/{plan.id}"), 404, "lessonPlanId: ")
    refused(raw.get("/lessonPlans/c1/s1"), 404, "lessonPlans: ")
    fresh = Personal(client)
    assert fresh.id != plan.id
    assert fresh.plans.list_operations(fresh.id) == []
    assert fresh.shape() == MIRRORED


def test_invalid_plans_are_rejected(course: School, raw: httpx.Client) -> None:
    course.course("c2")
    course.class_of("c2")
    before = course.everything()
    refused(raw.post("/lessonPlans", json={"courseId": "c9", "userId": "s1"}), 404, "courseId: ")
    refused(raw.post("/lessonPlans", json={"courseId": "c1", "userId": "s9"}), 404, "userId: ")
    refused(raw.post("/lessonPlans", json={"courseId": "c1", "userId": "s1", "classId": "x"}), 404, "classId: ")
    wrong = {"courseId": "c1", "userId": "s1", "classId": "class-c2"}
    refused(raw.post("/lessonPlans", json=wrong), 422, "classId: ")
    refused(raw.post("/lessonPlans/nowhere/operations/sync"), 404, "lessonPlanId: ")
    refused(raw.post("/lessonPlans/course/c9/sync"), 404, "courseId: ")
    operation = {"operation": {"type": "fly", "payload": {}}}
    refused(
        raw.post("/lessonPlans/nowhere/operations", json=operation), 422, "operation.type: must be one of set-skipped, "
    )
    refused(raw.get("/syllabus/c9"), 404, "courseSourcedId: ")
    assert course.everything() == before


# Progress in the course


def test_results_of_clients_are_in_the_progress(course: School, client: TimeBackClient) -> None:
    given = {"status": "active", "scoreStatus": "fully graded", "scoreDate": "2026-01-05T10:00:00.000Z", "score": 80}
    body = {"studentId": "s1", "componentResourceId": "l1", "result": given}
    stored = client.powerpath.lesson_plans.update_student_item_response(body)
    assert stored.component_resource_line_item.component_resource.sourced_id == "l1"
    assert stored.component_resource_result.score == 80
    again = client.powerpath.lesson_plans.update_student_item_response({**body, "result": {**given, "score": 90}})
    assert again.component_resource_result.sourced_id == stored.component_resource_result.sourced_id
    unit = {"title": "Unit 1", "status": "active", "component": {"sourcedId": "u1"}}
    client.gradebook.assessment_line_items.create_assessment_line_item({**unit, "sourcedId": "unit-line"})

    shown = client.powerpath.get_course_progress("c1", "s1")
    assert [(each.type_, each.title) for each in shown.line_items] == [
        ("component", "Unit 1"),
        ("resource", "Lesson l1"),
    ]
    assert [each.score for each in shown.line_items[1].results] == [90]
    assert shown.test_out.status == "not_eligible"
    assert client.powerpath.get_course_progress("c1", "s2").line_items[1].results == []
    assert client.powerpath.get_course_progress("c1", "s1", lesson_id="l2").line_items == []
    kept = client.gradebook.assessment_results.get_assessment_result(stored.component_resource_result.sourced_id)
    assert kept.score == 90


def test_invalid_results_are_rejected(course: School, raw: httpx.Client) -> None:
    given = {"status": "active", "scoreStatus": "fully graded", "scoreDate": "2026-01-05T10:00:00.000Z"}
    body = {"studentId": "s1", "componentResourceId": "l1", "result": {**given, "sourcedId": "r1"}}
    address = "/lessonPlans/updateStudentItemResponse"
    assert raw.post(address, json=body).status_code == 201
    before = course.everything()
    refused(raw.post(address, json={**body, "studentId": "s9"}), 404, "studentId: ")
    refused(raw.post(address, json={**body, "studentId": "s2"}), 422, "result.sourcedId: ")
    refused(raw.post(address, json={**body, "componentResourceId": "u1"}), 404, "componentResourceId: ")
    wrong = {**body, "result": {**given, "scoreScale": {"sourcedId": "x"}}}
    refused(raw.post(address, json=wrong), 422, "result.scoreScale.sourcedId: ")
    refused(raw.post(address, json={**body, "result": {}}), 422, "result")
    progress = "/lessonPlans/getCourseProgress/c1/student/s1"
    refused(raw.get(progress, params={"lessonId": "nowhere"}), 404, "lessonId: ")
    assert course.everything() == before
