"""Spans of calls: what they tell, what they keep to themselves, and that nobody pays who does not trace."""

import subprocess
import sys
from typing import Any

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from tests.http.kit import SECRET, TOKEN, Caller, request_for, token_reply
from timeback._http.session import AsyncSession, SyncSession
from timeback.errors import APIConnectionError, NotFoundError, ServerError
from timeback.settings import resolve

EXPORTER = InMemorySpanExporter()


@pytest.fixture(scope="module", autouse=True)
def provider() -> None:
    """There is one for each process."""
    made = TracerProvider()
    made.add_span_processor(SimpleSpanProcessor(EXPORTER))
    trace.set_tracer_provider(made)


@pytest.fixture(autouse=True)
def forget() -> None:
    EXPORTER.clear()


def only() -> ReadableSpan:
    (span,) = EXPORTER.get_finished_spans()
    for hidden in (SECRET, TOKEN, "u1", "Ada", "secret-body"):
        assert hidden not in span.to_json()
    return span


def told(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


def test_a_call_is_a_span(caller: Caller) -> None:
    caller.open().call()
    span = only()
    assert (span.name, span.kind) == ("GET /users/{sourcedId}", SpanKind.CLIENT)
    assert span.status.status_code is StatusCode.UNSET
    assert span.instrumentation_scope is not None
    assert span.instrumentation_scope.name == "timeback"
    assert told(span) == {
        "http.request.method": "GET",
        "url.template": "/users/{sourcedId}",
        "server.address": "district.example",
        "timeback.operation": "getUser",
        "timeback.service": "rostering",
        "timeback.attempts": 1,
        "http.response.status_code": 200,
    }


def test_tries_are_counted_in_one_span(caller: Caller) -> None:
    caller.replies = [httpx.Response(503, text="secret-body"), httpx.ConnectError("refused")]
    caller.open().call()
    assert (told(only())["timeback.attempts"], told(only())["http.request.resend_count"]) == (3, 2)


def test_an_error_has_its_kind_and_no_text(caller: Caller) -> None:
    caller.replies = [httpx.Response(404, json={"imsx_description": "Ada"})]
    with pytest.raises(NotFoundError):
        caller.open().call()
    span = only()
    assert span.status.status_code is StatusCode.ERROR
    assert span.status.description is None
    assert span.events == ()
    assert (told(span)["error.type"], told(span)["http.response.status_code"]) == ("NotFoundError", 404)


def test_a_reply_that_never_came(caller: Caller) -> None:
    caller.replies = [httpx.ConnectError("Ada")] * 2
    with pytest.raises(APIConnectionError):
        caller.open(max_retries=1).call()
    assert told(only())["error.type"] == "APIConnectionError"
    assert told(only())["timeback.attempts"] == 2
    assert "http.response.status_code" not in told(only())


def test_a_token_that_cannot_be_had(caller: Caller) -> None:
    caller.token_replies = [httpx.Response(500, text="secret-body")]
    with pytest.raises(ServerError):
        caller.open(max_retries=0).call()
    assert told(only())["error.type"] == "ServerError"


def test_a_status_that_is_read_and_not_raised_is_an_error_of_the_span(caller: Caller) -> None:
    caller.replies = [httpx.Response(404)]
    assert caller.open().call(request_for(), lambda reply: reply.status) == 404
    assert told(only())["error.type"] == "404"


async def test_it_stands_under_the_span_of_its_caller() -> None:
    for kind in (SyncSession, AsyncSession):
        EXPORTER.clear()
        settings = resolve(environment="staging", client_id="cid-1", client_secret=SECRET, environ={})
        session: Any = kind(settings, httpx.MockTransport(lambda request: token_reply()))  # type: ignore[operator]
        request = request_for()
        with trace.get_tracer("app").start_as_current_span("work") as outer:
            result = session.call(request, lambda reply: reply.status)
            assert (await result if kind is AsyncSession else result) == 200
        inner, _ = EXPORTER.get_finished_spans()
        assert inner.parent is not None
        assert inner.parent.span_id == outer.get_span_context().span_id


def test_nothing_is_imported_for_who_does_not_trace() -> None:
    code = (
        "import sys, httpx\nfrom timeback import TimeBackClient\n"
        "def answer(request):\n"
        "    return httpx.Response(200, json={'access_token': 't', 'orgs': [], 'org': {}})\n"
        "client = TimeBackClient(environment='staging', client_id='a', client_secret='b',\n"
        "                        transport=httpx.MockTransport(answer))\n"
        "client.rostering.orgs.list_orgs()\n"
        "print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"
