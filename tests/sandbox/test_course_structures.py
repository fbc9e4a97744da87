"""POST courses/structure: a course with its components, lessons and QTI tests, over HTTP."""

from __future__ import annotations

import re
from typing import Any

import pytest

from timeback.errors import UnprocessableEntityError
from timeback.sandbox import Sandbox

from .conftest import org

COURSE = {"sourcedId": "course-1", "status": "active", "title": "Fractions", "org": {"sourcedId": "o1"}}
STRUCTURE: dict[str, Any] = {
    "components": [
        {
            "sourcedId": "unit-1",
            "title": "Unit one",
            "resources": [
                {"test": "test-1", "metadata": {"xp": 10}},
                {"sourcedId": "lesson-2", "title": "Read", "resource": {"sourcedId": "r1"}},
            ],
            "components": [
                {"sourcedId": "unit-1-1", "title": "Part", "resources": [{"test": "test-2", "title": "Two"}]}
            ],
        },
        {"sourcedId": "unit-2", "title": "Unit two", "sortOrder": 7},
    ]
}
COLLECTIONS = ("courses", "courseComponents", "componentResources", "resources")


@pytest.fixture
def stored(box: Sandbox) -> Sandbox:
    box.store.load("orgs", [org("o1")])
    box.store.load("resources", [{"sourcedId": "r1", "title": "One", "vendorResourceId": "v1", "status": "active"}])
    tests = [{"sourcedId": name, "identifier": name, "title": f"Quiz {name}"} for name in ("test-1", "test-2")]
    box.store.load("assessmentTests", tests)
    return box


def counts(box: Sandbox) -> dict[str, int]:
    return {name: len(list(box.store.all(name))) for name in COLLECTIONS}


def check(box: Sandbox) -> None:
    with box.client() as client:
        course = client.rostering.courses.get_course("course-1")
        assert (course.title, course.status) == ("Fractions", "active")
        parts = {each.sourced_id: each for each in client.rostering.course_components.iter_course_components()}
        assert {name: each.sort_order for name, each in parts.items()} == {"unit-1": 1, "unit-1-1": 1, "unit-2": 7}
        assert {each.course.sourced_id for each in parts.values()} == {"course-1"}
        assert parts["unit-1"].parent is None
        assert parts["unit-1-1"].parent is not None
        assert parts["unit-1-1"].parent.sourced_id == "unit-1"
        lessons = {each.title: each for each in client.rostering.component_resources.iter_component_resources()}
        assert lessons.keys() == {"Quiz test-1", "Read", "Two"}
        assert lessons["Read"].resource.sourced_id == "r1"
        assert (lessons["Two"].course_component.sourced_id, lessons["Two"].sort_order) == ("unit-1-1", 1)
        quiz = lessons["Quiz test-1"]
        assert quiz.to_dict()["metadata"] == {"xp": 10}
        resource = client.resources.resources.get_resource(quiz.resource.sourced_id)
        assert resource.title == "Quiz test-1"
        assert resource.to_dict()["metadata"]["url"].endswith("/assessment-tests/test-1")
        # The service for lessons finds the same tree.
        syllabus = client.powerpath.syllabus.get_course_syllabus("course-1").to_dict()
        assert "Quiz test-1" in str(syllabus)


def test_everything_is_created(stored: Sandbox) -> None:
    with stored.client() as client:
        pair = client.rostering.courses.create_course_structure({"course": COURSE, "courseStructure": STRUCTURE})
    assert (pair.supplied_sourced_id, pair.allocated_sourced_id) == ("course-1", "course-1")
    check(stored)


async def test_everything_is_created_async(stored: Sandbox) -> None:
    async with stored.async_client() as client:
        pair = await client.rostering.courses.create_course_structure({"course": COURSE, "courseStructure": STRUCTURE})
    assert pair.allocated_sourced_id == "course-1"
    check(stored)


def test_a_course_without_id_and_structure(stored: Sandbox) -> None:
    course = {name: value for name, value in COURSE.items() if name != "sourcedId"}
    with stored.client() as client:
        pair = client.rostering.courses.create_course_structure({"course": course, "courseStructure": {}})
        assert client.rostering.courses.get_course(pair.allocated_sourced_id).title == "Fractions"
    assert counts(stored) == {"courses": 1, "courseComponents": 0, "componentResources": 0, "resources": 1}


UNIT = {"title": "U"}
REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("courseStructure.units", {"units": []}),
    ("courseStructure.components", {"components": {}}),
    ("courseStructure.components[0]", {"components": ["unit"]}),
    ("courseStructure.components[0].title", {"components": [{}]}),
    ("courseStructure.components[0].lessons", {"components": [{**UNIT, "lessons": []}]}),
    ("courseStructure.components[0].course", {"components": [{**UNIT, "course": {"sourcedId": "course-1"}}]}),
    (
        "courseStructure.components[1].sourcedId",
        {"components": [{**UNIT, "sourcedId": "a"}, {**UNIT, "sourcedId": "a"}]},
    ),
    ("courseStructure.components[0].resources[0]", {"components": [{**UNIT, "resources": [{"title": "T"}]}]}),
    (
        "courseStructure.components[0].resources[0]",
        {"components": [{**UNIT, "resources": [{"test": "test-1", "resource": {"sourcedId": "r1"}}]}]},
    ),
    ("courseStructure.components[0].resources[0].test", {"components": [{**UNIT, "resources": [{"test": "test-9"}]}]}),
    ("courseStructure.components[0].resources[0].test", {"components": [{**UNIT, "resources": [{"test": 1}]}]}),
    (
        "courseStructure.components[0].resources[0].resource.sourcedId",
        {"components": [{**UNIT, "resources": [{"title": "T", "resource": {"sourcedId": "r9"}}]}]},
    ),
    (
        "courseStructure.components[0].components[0].resources[0].sortOrder",
        {"components": [{**UNIT, "components": [{**UNIT, "resources": [{"test": "test-1", "sortOrder": "first"}]}]}]},
    ),
]


@pytest.mark.parametrize(("place", "structure"), REFUSED, ids=[f"{n}-{place}" for n, (place, _) in enumerate(REFUSED)])
def test_what_is_refused_changes_nothing(stored: Sandbox, place: str, structure: dict[str, Any]) -> None:
    before = counts(stored)
    with stored.client() as client, pytest.raises(UnprocessableEntityError, match="courseStructure") as caught:
        client.rostering.courses.create_course_structure({"course": COURSE, "courseStructure": structure})
    assert re.search(rf": {re.escape(place)}(?: |$)", str(caught.value))
    assert counts(stored) == before


def test_an_unknown_organisation(stored: Sandbox) -> None:
    course = {**COURSE, "org": {"sourcedId": "o9"}}
    with stored.client() as client, pytest.raises(UnprocessableEntityError, match=r"course\.org\.sourcedId"):
        client.rostering.courses.create_course_structure({"course": course, "courseStructure": STRUCTURE})
    assert counts(stored)["courses"] == 0


def test_parts_refer_to_the_ids_that_a_server_allocates(stored: Sandbox) -> None:
    stored.faults.add(reallocate=True)
    with stored.client() as client:
        pair = client.rostering.courses.create_course_structure({"course": COURSE, "courseStructure": STRUCTURE})
        parts = list(client.rostering.course_components.iter_course_components())
    assert pair.allocated_sourced_id != "course-1"
    assert {each.course.sourced_id for each in parts} == {pair.allocated_sourced_id}
