"""A client of the QTI service that validates every response by the OpenAPI document, and sample documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from tests import plain
from tests.sandbox.conftest import token
from timeback.sandbox import Sandbox
from timeback.sandbox.app.api import ApiApp
from timeback.sandbox.app.routing import Router
from timeback.sandbox.errors import ApiError
from timeback.sandbox.spec import openapi as documents
from timeback.sandbox.spec import validation

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
OPERATIONS = [operation for operation in documents.load().operations if operation.document.name == "qti"]
_ROUTER = Router(OPERATIONS)
# Statuses of HTTP itself, which the document does not declare.
_OF_HTTP = (401, 405, 413, 415)


def problems_of(method: str, raw_path: bytes, status: int, content: bytes) -> list[str]:
    """Violations of the OpenAPI document in a response."""
    try:
        operation, _ = _ROUTER.find(method, raw_path)
    except ApiError:
        return [] if set(json.loads(content)) >= {"error", "message"} else ["an error in another form"]
    schemas = operation.document.schemas
    declared = operation.document.content["paths"][operation.path][method.lower()]["responses"]
    if status in _OF_HTTP:
        schema: Any = {"$ref": "#/components/schemas/ErrorReply"}
    elif str(status) not in declared:
        return [f"{operation.id}: {status} is not declared"]
    else:
        described = schemas.resolve(declared[str(status)]).get("content", {})
        if not described:
            return [f"{operation.id}: {status} has a body"] if content else []
        schema = described["application/json"]["schema"]
    validator = validation._compile(operation.document, schema)
    found = [
        f"{operation.id}: {each.instance_path} {each.message[:200]}"
        for each in validator.iter_errors(json.loads(content))
    ]
    return found + ([f"{operation.id}: sourcedId is no property here"] if b'"sourcedId"' in content else [])


@pytest.fixture(autouse=True)
def replies_follow_the_document(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    problems: list[str] = []
    original = ApiApp.__call__

    async def checked(self: ApiApp, scope: Scope, receive: Receive, send: Send) -> None:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)
            await send(message)

        await original(self, scope, receive, keep)
        if scope["raw_path"].startswith(b"/api/"):
            content = b"".join(each.get("body", b"") for each in messages[1:])
            problems.extend(problems_of(scope["method"], scope["raw_path"], messages[0]["status"], content))

    monkeypatch.setattr(ApiApp, "__call__", checked)
    yield
    assert problems == []


@pytest.fixture(scope="session")
def connection(running: tuple[Sandbox, httpx.Client]) -> Iterator[httpx.Client]:
    box, _ = running
    headers = {"Authorization": f"Bearer {token(box)}"}
    with plain.Client(base_url=box.qti_url, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture
def qti(box: Sandbox, connection: httpx.Client) -> httpx.Client:
    """A plain HTTP client of the service of an empty sandbox."""
    return connection


def choice_xml(identifier: str = "i1", title: str = "A sum", correct: str = "A", extra: str = "") -> str:
    """A question whose correct answer is A. Its whitespace, comment and rubric must be preserved."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- kept as it is -->
<qti-assessment-item xmlns="{NAMESPACE}"
    identifier="{identifier}" title="{title}" adaptive="false" time-dependent="false">
  <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
    <qti-correct-response><qti-value>{correct}</qti-value></qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>{extra}
  <qti-item-body>
    <p>Read  well.</p>
    <qti-choice-interaction response-identifier="RESPONSE" shuffle="false" max-choices="1">
      <qti-prompt>What is 2 + 2?</qti-prompt>
      <qti-simple-choice identifier="A">4</qti-simple-choice>
      <qti-simple-choice identifier="B">5</qti-simple-choice>
    </qti-choice-interaction>
  </qti-item-body>
  <qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
</qti-assessment-item>
"""


def choice_json(identifier: str = "i1", **more: Any) -> dict[str, Any]:
    return {
        "identifier": identifier,
        "title": "A sum",
        "type": "choice",
        "interaction": {
            "type": "choice",
            "responseIdentifier": "RESPONSE",
            "maxChoices": 1,
            "questionStructure": {
                "prompt": "What is 2 + 2?",
                "choices": [{"identifier": "A", "content": "4"}, {"identifier": "B", "content": "5"}],
            },
        },
        "responseDeclarations": [
            {
                "identifier": "RESPONSE",
                "cardinality": "single",
                "baseType": "identifier",
                "correctResponse": {"value": ["A"]},
            }
        ],
        **more,
    }


def section(identifier: str, *items: str, **more: Any) -> dict[str, Any]:
    references = [{"identifier": item} for item in items]
    return {
        "identifier": identifier,
        "title": identifier.title(),
        "visible": True,
        "qti-assessment-item-ref": references,
        **more,
    }


def part(identifier: str, *sections: dict[str, Any], **more: Any) -> dict[str, Any]:
    modes = {"navigationMode": "linear", "submissionMode": "individual"}
    return {"identifier": identifier, **modes, "qti-assessment-section": list(sections), **more}


def a_test(identifier: str, *parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"identifier": identifier, "title": f"Test {identifier}", "qti-test-part": list(parts), **more}


TEST_XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-test xmlns="{NAMESPACE}" identifier="t1" title="Fractions" tool-name="editor" tool-version="2">
  <!-- made by hand -->
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="3"/>
  <qti-time-limits max-time="600"/>
  <qti-test-part identifier="p1" navigation-mode="linear" submission-mode="individual">
    <qti-item-session-control max-attempts="2"/>
    <qti-assessment-section identifier="s1" title="First" visible="true" keep-together="false">
      <qti-selection select="1"/>
      <qti-rubric-block view="candidate"><qti-content-body>Choose.</qti-content-body></qti-rubric-block>
      <qti-assessment-item-ref identifier="i1" href="/assessment-items/i1" category="easy">
        <qti-weight identifier="W" value="2"/>
      </qti-assessment-item-ref>
      <qti-assessment-item-ref identifier="i2" href="items/i2.xml"/>
      <qti-assessment-section identifier="s1a" title="Inner" visible="false">
        <qti-assessment-item-ref identifier="i3" href="i3"/>
      </qti-assessment-section>
    </qti-assessment-section>
  </qti-test-part>
  <qti-test-part identifier="p2" navigation-mode="nonlinear" submission-mode="simultaneous">
    <qti-assessment-section identifier="s2" title="Second" visible="true"/>
  </qti-test-part>
  <qti-outcome-processing>
    <qti-set-outcome-value identifier="SCORE"><qti-sum>
      <qti-test-variables variable-identifier="SCORE"/>
    </qti-sum></qti-set-outcome-value>
  </qti-outcome-processing>
</qti-assessment-test>
"""


@pytest.fixture
def items(qti: httpx.Client) -> list[str]:
    """Four stored items."""
    names = ["i1", "i2", "i3", "i4"]
    for name in names:
        body = {"format": "xml", "xml": choice_xml(name, f"Question {name}")}
        assert qti.post("/assessment-items", json=body).status_code == 201
    return names


@pytest.fixture
def xml_test(qti: httpx.Client, items: list[str]) -> dict[str, Any]:
    """A test from XML, with content that the JSON cannot express."""
    reply = qti.post("/assessment-tests", content=TEST_XML, headers={"Content-Type": "application/xml"})
    assert reply.status_code == 201, reply.text
    return dict(reply.json())


def issues(reply: httpx.Response, status: int = 400) -> list[str]:
    """The properties that an error response names."""
    assert reply.status_code == status, reply.text
    body = reply.json()
    assert body["error"]
    assert body["message"]
    return [issue["field"] for issue in body.get("meta", {}).get("issues", [])]
