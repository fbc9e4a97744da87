"""Every method of the client's QTI service, with the sync and the async client."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import BadRequestError, ConflictError, NotFoundError
from timeback.sandbox import Sandbox
from timeback_api.qti.models import AssessmentItem, AssessmentTest, Section

from .conftest import OPERATIONS, TEST_XML, choice_json, choice_xml, part, section

REMARK = {"userId": "u1", "lessonId": "l1", "feedback": "Good"}
STIMULUS = {"identifier": "st", "title": "S", "content": "<p>x</p>"}
IN_PART = ("t1", "p1")
IN_SECTION = ("t1", "p1", "s1")

# One line for each operation, in an order in which they succeed; {id} is the id of the last feedback.
CALLS: list[tuple[str, str, tuple[Any, ...]]] = [
    ("stimuli", "create_stimulus", (STIMULUS,)),
    ("stimuli", "update_stimulus", ("st", {**STIMULUS, "title": "New"})),
    ("stimuli", "get_stimulus", ("st",)),
    ("stimuli", "list_stimuli", ()),
    ("assessment_items", "create_assessment_item", ({"format": "xml", "xml": choice_xml("i1")},)),
    ("assessment_items", "create_assessment_item", ({"format": "xml", "xml": choice_xml("i2")},)),
    ("assessment_items", "create_assessment_item", ({"format": "xml", "xml": choice_xml("i3")},)),
    ("assessment_items", "update_metadata", (choice_json("i4", metadata={"subject": "Math"}),)),
    ("assessment_items", "update_assessment_item", ("i4", choice_json("i4", title="New"))),
    ("assessment_items", "get_assessment_item", ("i1",)),
    ("assessment_items", "list_assessment_items", ()),
    ("assessment_items", "process_response", ("i1", {"identifier": "i1", "response": "A"})),
    ("assessment_tests", "create_assessment_test", (TEST_XML,)),
    ("assessment_tests", "update_assessment_test", ("t1", TEST_XML)),
    ("assessment_tests", "get_assessment_test", ("t1",)),
    ("assessment_tests", "list_assessment_tests", ()),
    ("assessment_tests", "update_metadata", ("t1", {"metadata": {"a": 1}})),
    ("assessment_tests", "list_questions", ("t1",)),
    ("assessment_tests", "create_test_part", ("t1", part("p3", section("s3", "i4")))),
    ("assessment_tests", "update_test_part", ("t1", "p3", part("p3", section("s3")))),
    ("assessment_tests", "get_test_part", ("t1", "p3")),
    ("assessment_tests", "list_test_parts", ("t1",)),
    ("assessment_tests", "create_section", (*IN_PART, section("s4"))),
    ("assessment_tests", "update_section", (*IN_PART, "s4", section("s4", "i4"))),
    ("assessment_tests", "get_section", (*IN_PART, "s4")),
    ("assessment_tests", "list_sections", IN_PART),
    ("assessment_tests", "add_item", (*IN_SECTION, {"identifier": "i4", "sequence": 1})),
    ("assessment_tests", "update_item_order", (*IN_SECTION, {"items": [{"identifier": i} for i in ("i2", "i4", "i1")]})),  # noqa: E501
    ("assessment_tests", "remove_item", (*IN_SECTION, "i2")),
    ("assessment_tests", "delete_section", (*IN_PART, "s4")),
    ("assessment_tests", "delete_test_part", ("t1", "p3")),
    ("validation", "validate", ({"schema": "test", "entityId": "t1"},)),
    ("validation", "validate_batch", ({"schema": "item", "xml": [choice_xml()], "entityIds": ["i1"]},)),
    ("feedback", "create_lesson_feedback", (REMARK,)),
    ("feedback", "list_lesson_feedback", ("l1",)),
    ("feedback", "create_question_feedback", ({**REMARK, "questionId": "q1"},)),
    ("feedback", "delete_feedback", ("{id}",)),
    ("assessment_tests", "delete_assessment_test", ("t1",)),
    ("assessment_items", "delete_assessment_item", ("i1",)),
    ("stimuli", "delete_stimulus", ("st",)),
]  # fmt: skip


@pytest.fixture
def client(box: Sandbox) -> Iterator[TimeBackClient]:
    with box.client() as client:
        yield client


@pytest.fixture
async def async_client(box: Sandbox) -> AsyncIterator[AsyncTimeBackClient]:
    async with box.async_client() as client:
        yield client


def test_the_table_has_every_operation() -> None:
    assert len(OPERATIONS) == 38
    assert len({(resource, method) for resource, method, _ in CALLS}) == 38


def filled(arguments: tuple[Any, ...], last: Any) -> list[Any]:
    return [last.id if each == "{id}" else each for each in arguments]


def test_every_method(client: TimeBackClient) -> None:
    last: Any = None
    for resource, method, arguments in CALLS:
        result = getattr(getattr(client.qti, resource), method)(*filled(arguments, last))
        last = result if result is not None else last


async def test_every_method_of_the_asynchronous_client(async_client: AsyncTimeBackClient) -> None:
    last: Any = None
    for resource, method, arguments in CALLS:
        result = getattr(getattr(async_client.qti, resource), method)(*filled(arguments, last))
        result = await result if inspect.isawaitable(result) else result
        last = result if result is not None else last


def test_models_as_bodies_and_results(client: TimeBackClient) -> None:
    item = client.qti.assessment_items.create_assessment_item({"format": "xml", "xml": choice_xml("i1")})
    assert isinstance(item, AssessmentItem)
    assert item.raw_xml == choice_xml("i1")
    assert item.interaction is not None
    assert item.interaction.question_structure is not None
    item.title = "Renamed"
    assert client.qti.assessment_items.update_assessment_item("i1", item).title == "Renamed"
    test = client.qti.assessment_tests.create_assessment_test(TEST_XML.replace('"i2"', '"i1x"').replace("i2.xml", "i1.xml").replace('"i3" href="i3"', '"i1y" href="i1"'))  # fmt: skip  # noqa: E501
    assert isinstance(test, AssessmentTest)
    assert test.title == "Fractions"
    found = client.qti.assessment_tests.list_sections("t1", "p1")[0]
    assert isinstance(found, Section)
    found.visible = False
    assert client.qti.assessment_tests.update_section("t1", "p1", "s1", found).visible is False
    assert "qti-rubric-block" in (client.qti.assessment_tests.get_assessment_test("t1").raw_xml or "")
    questions = client.qti.assessment_tests.list_questions("t1").questions
    assert [each.reference.section for each in questions] == ["s1", "s1", "s1a"]
    mine = AssessmentItem.from_dict(choice_json("i5"))
    assert client.qti.assessment_items.create_assessment_item(mine).type_ == "choice"


def test_pagination(client: TimeBackClient) -> None:
    for number in range(25):
        body = {"format": "xml", "xml": choice_xml(f"i{number:02}")}
        client.qti.assessment_items.create_assessment_item(body)
    items = client.qti.assessment_items.iter_assessment_items(page_size=7, order_by="asc")
    walked = [each.identifier for each in items]
    assert walked == [f"i{number:02}" for number in range(25)]
    page = client.qti.assessment_items.list_assessment_items(limit=7, page=4)
    assert (len(page), page.total_count) == (4, 25)


async def test_error_classes(client: TimeBackClient, async_client: AsyncTimeBackClient) -> None:
    body = {"format": "xml", "xml": choice_xml("i1")}
    client.qti.assessment_items.create_assessment_item(body)
    with pytest.raises(ConflictError):
        client.qti.assessment_items.create_assessment_item(body)
    with pytest.raises(NotFoundError):
        await async_client.qti.assessment_tests.get_section("t1", "p1", "s1")
    with pytest.raises(BadRequestError):
        await async_client.qti.assessment_items.create_assessment_item({"format": "xml", "xml": "<x/>"})
