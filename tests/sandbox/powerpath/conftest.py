"""A small school with lessons, and a check that every response of the service is valid by the OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests import plain
from tests.sandbox.conftest import org, token, user
from timeback import TimeBackClient
from timeback.sandbox import Sandbox
from timeback.sandbox.app.api import ApiApp
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import OperationResponse
from timeback.sandbox.spec import validation
from timeback.sandbox.spec.openapi import Operation


def problems_of(operation: Operation, answer: OperationResponse) -> list[str]:
    """Violations of the OpenAPI document in a response."""
    schemas = operation.document.schemas
    declared = operation.document.content["paths"][operation.path][operation.method.lower()]["responses"]
    if str(answer.status) not in declared:
        return [f"{operation.id}: {answer.status} is not declared"]
    content = schemas.resolve(declared[str(answer.status)]).get("content", {})
    if not content:
        return [f"{operation.id}: {answer.status} has a body"] if answer.content else []
    validator = validation._compile(operation.document, content["application/json"]["schema"])
    found = validator.iter_errors(json.loads(answer.content))
    return [f"{operation.id}: {error.instance_path} {error.message[:200]}" for error in found]


@pytest.fixture(autouse=True)
def replies_follow_the_document(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    problems: list[str] = []
    original = ApiApp._respond

    async def checked(self: ApiApp, request: Any) -> OperationResponse:
        operation, _ = self._router.find(request.method, request.scope["raw_path"])
        try:
            answer = await original(self, request)
        except ApiError as error:
            answer = OperationResponse(error.status, json.dumps(error.payload()).encode())
            if operation.document.name == "powerpath" and error.status not in (413, 415, 501):
                problems.extend(each for each in problems_of(operation, answer))
            raise
        if operation.document.name == "powerpath":
            problems.extend(problems_of(operation, answer))
        return answer

    monkeypatch.setattr(ApiApp, "_respond", checked)
    yield problems
    assert problems == []


def choice_item(identifier: str, difficulty: str | None = None, **item_metadata: Any) -> dict[str, Any]:
    """A question whose correct answer is A."""
    xml = f"""<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="{identifier}"
  title="Question {identifier}" adaptive="false" time-dependent="false">
  <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
    <qti-correct-response><qti-value>A</qti-value></qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-item-body>
    <qti-choice-interaction response-identifier="RESPONSE" max-choices="1">
      <qti-prompt>Which?</qti-prompt>
      <qti-simple-choice identifier="A">Right</qti-simple-choice>
      <qti-simple-choice identifier="B">Wrong</qti-simple-choice>
    </qti-choice-interaction>
  </qti-item-body>
  <qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
</qti-assessment-item>"""
    metadata = {**({"difficulty": difficulty} if difficulty else {}), **item_metadata}
    return {
        "identifier": identifier,
        "title": f"Question {identifier}",
        "type": "choice",
        "metadata": metadata,
        "rawXml": xml,
    }


def refused(reply: httpx.Response, status: int, start: str, word: str = "") -> None:
    """The response is an error with the payload of the standard, and names the field (and a word that matters)."""
    payload = reply.json()
    assert (reply.status_code, payload["imsx_severity"]) == (status, "error"), reply.text
    assert payload["imsx_description"].startswith(start), payload["imsx_description"]
    assert word in payload["imsx_description"]


class School:
    """Loads objects into the store."""

    def __init__(self, box: Sandbox) -> None:
        self.box = box
        box.store.load("orgs", [org("o1")])
        box.store.load("users", [user("s1", email="s1@example.org"), user("s2", email="s2@example.org"), user("s3")])
        session = {"sourcedId": "y1", "status": "active", "title": "Year", "type": "schoolYear", "schoolYear": "2026"}
        dates = {"startDate": "2025-08-01", "endDate": "2099-06-30", "org": {"sourcedId": "o1"}}
        box.store.load("academicSessions", [{**session, **dates}])

    def course(self, course: str, subject: str = "Math", grade: Any = "3", **more: Any) -> str:
        value = {"title": f"Course {course}", "org": {"sourcedId": "o1"}, "subjects": [subject], "grades": [grade]}
        self.box.store.load("courses", [{"sourcedId": course, "status": "active", **value, **more}])
        return course

    def class_of(self, course: str, *students: str) -> str:
        value = {
            "title": "Class",
            "course": {"sourcedId": course},
            "school": {"sourcedId": "o1"},
            "classType": "scheduled",
        }
        terms = {"terms": [{"sourcedId": "y1"}]}
        self.box.store.load("classes", [{"sourcedId": f"class-{course}", "status": "active", **value, **terms}])
        for student in students:
            enrollment = {"role": "student", "user": {"sourcedId": student}, "class": {"sourcedId": f"class-{course}"}}
            identity = {"sourcedId": f"e-{course}-{student}", "status": "active"}
            self.box.store.load("enrollments", [{**identity, **enrollment}])
        return f"class-{course}"

    def component(self, component: str, course: str, parent: str | None = None, **more: Any) -> str:
        value = {"title": f"Unit {component}", "course": {"sourcedId": course}, "status": "active"}
        place = {"parent": {"sourcedId": parent} if parent else None}
        self.box.store.load("courseComponents", [{"sourcedId": component, **value, **place, **more}])
        return component

    def lesson(
        self,
        lesson: str,
        component: str,
        kind: str | None = "quiz",
        resource_metadata: dict[str, Any] | None = None,
        **more: Any,
    ) -> str:
        """A component resource with its resource; `resource_metadata` is the metadata of the resource."""
        resource = {
            "title": f"Resource {lesson}",
            "vendorResourceId": f"v-{lesson}",
            "metadata": {"type": "qti", **(resource_metadata or {})},
        }
        self.box.store.load("resources", [{"sourcedId": f"r-{lesson}", "status": "active", **resource}])
        value = {
            "title": f"Lesson {lesson}",
            "courseComponent": {"sourcedId": component},
            "resource": {"sourcedId": f"r-{lesson}"},
        }
        metadata = {"metadata": {"lessonType": kind} if kind else {}}
        self.box.store.load(
            "componentResources", [{"sourcedId": lesson, "status": "active", **value, **metadata, **more}]
        )
        return lesson

    def questions(self, *difficulties: str | None, prefix: str = "q", **item_metadata: Any) -> list[dict[str, Any]]:
        """Items for the metadata of a resource."""
        return [
            choice_item(f"{prefix}{number}", each, **item_metadata) for number, each in enumerate(difficulties, start=1)
        ]

    def results(self, student: str = "s1") -> list[dict[str, Any]]:
        every = self.box.store.all("assessmentResults")
        return [each for each in every if each["student"]["sourcedId"] == student and each["status"] == "active"]

    def everything(self) -> dict[str, list[Any]]:
        """All objects in the store, to check that nothing changed."""
        return {name: list(self.box.store.all(name)) for name in self.box.store.collections()}


@pytest.fixture
def school(box: Sandbox) -> School:
    return School(box)


@pytest.fixture
def client(box: Sandbox) -> Iterator[TimeBackClient]:
    with box.client() as client:
        yield client


@pytest.fixture
def raw(box: Sandbox) -> Iterator[httpx.Client]:
    """A plain HTTP client of the service."""
    headers = {"Authorization": f"Bearer {token(box)}"}
    with plain.Client(base_url=f"{box.url}/powerpath", headers=headers) as client:
        yield client
