"""The services events, webhooks, edubridge, case and clr over HTTP: what they send, and the replies that they read."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import attrs
import httpx
import pytest

from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import (
    APIStatusError,
    BadRequestError,
    ConfigurationError,
    InvalidRequestError,
    NotFoundError,
)
from timeback_api.clr.models import ClrCredential
from timeback_api.common.models import Subject
from timeback_api.edubridge.models import TrackGroupKey
from timeback_api.events.models import CompletedActivityEvent, Entity, Envelope, Event
from timeback_api.webhooks.models import Webhook

URN = "urn:uuid:f0a6ee0d-7e39-4b8d-9d3e-8f5c5e1e2a11"
STORED = {
    "id": 7,
    "externalId": URN,
    "sensor": "https://app.example",
    "type": "ActivityEvent",
    "action": "Completed",
    "eventTime": "2026-03-02T10:00:00.000Z",
    "sendTime": "2026-03-02T10:00:01.000Z",
    "created_at": "2026-03-02T10:00:02.000Z",
    "deleted_at": None,
    "actor": {"id": "a", "email": "x@example.org"},
}
WEBHOOK = {
    "id": "w1",
    "name": "Mine",
    "description": None,
    "targetUrl": "https://receiver.example",
    "secret": "s3cr3t",
    "active": True,
    "createdAt": None,
    "updatedAt": "2026-03-02T10:00:00Z",
    "deletedAt": None,
}
SUMS = {
    "activityMetrics": {"xpEarned": 12, "totalQuestions": 10, "correctQuestions": 9, "masteredUnits": 1},
    "timeSpentMetrics": {"activeSeconds": 600, "inactiveSeconds": 30, "wasteSeconds": 0},
    "apps": ["My App"],
}


@attrs.frozen
class Received:
    method: str
    path: str
    query: list[tuple[str, str]]
    body: bytes


class Server:
    """Answers with the reply that a test set, and keeps what it received."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.replies: list[tuple[int, Any]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                parts = urlsplit(self.path)
                if parts.path.endswith("/token"):
                    status, content = 200, {"access_token": "t", "expires_in": 3600}
                else:
                    server.received.append(Received(self.command, parts.path, parse_qsl(parts.query), body))
                    status, content = server.replies.pop(0)
                data = b"" if content is None else json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                if status != 204:
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                self._answer()

            def do_PUT(self) -> None:
                self._answer()

            def do_DELETE(self) -> None:
                self._answer()

            def log_message(self, *arguments: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def settings(self) -> dict[str, Any]:
        return {
            "api_url": self.url,
            "token_url": f"{self.url}/token",
            "client_id": "id",
            "client_secret": "secret",
            "max_retries": 0,
        }


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    threading.Thread(target=server.http.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def client(server: Server) -> Iterator[TimeBackClient]:
    with TimeBackClient(**server.settings()) as client:
        yield client


def envelope() -> Envelope:
    done = CompletedActivityEvent.from_dict(
        {
            "id": URN,
            "type": "ActivityEvent",
            "profile": "TimebackProfile",
            "action": "Completed",
            "eventTime": "2026-03-02T10:00:00.000Z",
            "actor": {"id": "https://a.example/users/u1", "type": "TimebackUser", "email": "x@example.org"},
            "object": {
                "id": "https://a.example/lesson-1",
                "type": "TimebackActivityContext",
                "subject": "Math",
                "app": {"name": "My App"},
            },
            "generated": {
                "id": "https://a.example/m1",
                "type": "TimebackActivityMetricsCollection",
                "items": [{"type": "xpEarned", "value": 12}],
            },
        }
    )
    viewed: dict[str, Any] = {
        "id": URN,
        "type": "ViewEvent",
        "profile": "ReadingProfile",
        "action": "Viewed",
        "actor": "https://a",
        "object": "https://b",
        "eventTime": "2026-03-02T10:00:00.000Z",
    }
    return Envelope(
        sensor="https://app.example",
        send_time=datetime(2026, 3, 2, 10, tzinfo=UTC),
        data=[done, Event.from_dict(viewed), Entity(id="x", type_="OwnEntity")],
    )


# Events


def test_an_envelope_and_its_receipt(server: Server, client: TimeBackClient) -> None:
    server.replies = [
        (200, {"status": "success", "jobId": "17"}),
        (200, None),
        (400, {"status": "error", "message": "no"}),
    ]
    receipt = client.events.send_envelope(envelope())
    assert receipt is not None
    assert receipt.job_id == "17"
    # Some replies have no body.
    assert client.events.send_envelope(envelope()) is None
    with pytest.raises(BadRequestError):
        client.events.send_envelope(envelope())
    sent = json.loads(server.received[0].body)
    assert (server.received[0].method, server.received[0].path) == ("POST", "/caliper/event")
    assert sent["dataVersion"] == "http://purl.imsglobal.org/ctx/caliper/v1p2"
    assert [item["type"] for item in sent["data"]] == ["ActivityEvent", "ViewEvent", "OwnEntity"]


def test_an_invalid_event_is_named_and_not_sent(server: Server, client: TimeBackClient) -> None:
    wrong = envelope().to_dict()
    wrong["data"][1]["id"] = "7"
    with pytest.raises(InvalidRequestError, match=r"envelope\.data\[1\]\.id"):
        client.events.send_envelope(wrong)
    assert server.received == []


def test_a_listing_counts_by_its_pagination(server: Server, client: TimeBackClient) -> None:
    def page(number: int, *identities: int) -> tuple[int, Any]:
        counters = {"total": 3, "totalPages": 2, "currentPage": number, "limit": 2}
        return 200, {"events": [{**STORED, "id": each} for each in identities], "pagination": counters}

    server.replies = [page(1, 1, 2), page(1, 1, 2), page(2, 3)]
    since = datetime(2026, 3, 1, 2, tzinfo=timezone(timedelta(hours=2)))
    found = client.events.list_events(limit=2, start_date=since)
    assert (found.total_count, found.has_next) == (3, True)
    assert server.received[0].query == [("limit", "2"), ("startDate", "2026-03-01T00:00:00.000Z")]
    assert [event.id for event in client.events.iter_events(actor_email="x@example.org", page_size=2)] == [1, 2, 3]
    assert dict(server.received[2].query)["offset"] == "2"
    assert "x@example.org" not in repr(found) + repr(found[0])


def test_an_event_by_the_id_of_its_sender(server: Server, client: TimeBackClient) -> None:
    server.replies = [(200, {"event": STORED}), (200, {"status": "success", "message": "nothing"})]
    event = client.events.get_event(URN)
    assert (event.external_id, event.actor) == (URN, STORED["actor"])
    assert server.received[0].path == f"/caliper/events/{URN.replace(':', '%3A')}"
    with pytest.raises(NotFoundError, match="does not exist") as caught:
        client.events.get_event(URN)
    assert caught.value.status == 200


def test_a_job_in_its_wrapper_and_without_it(server: Server, client: TimeBackClient) -> None:
    job = {
        "id": "17",
        "state": "completed",
        "processedOn": None,
        "returnValue": {"status": "success", "results": [{"allocatedId": "7", "externalId": URN}]},
    }
    server.replies = [(200, {"job": job}), (200, job), (200, {"job": {"id": "17", "state": "delayed"}})]
    for _ in range(2):
        found = client.events.get_job("17")
        assert found.state == "completed"
        assert found.return_value is not None
        assert [pair.external_id for pair in found.return_value.results or []] == [URN]
    assert client.events.get_job("17").state == "delayed"


# Webhooks


def test_a_webhook_and_its_secret(server: Server, client: TimeBackClient) -> None:
    server.replies = [
        (201, {"webhook": WEBHOOK}),
        (200, {"webhook": {**WEBHOOK, "active": False}}),
        (200, {"webhooks": [WEBHOOK]}),
    ]
    new = Webhook(name="Mine", target_url="https://receiver.example", secret="s3cr3t", active=True)
    made = client.webhooks.create_webhook(new)
    assert json.loads(server.received[0].body) == new.to_dict()
    changed = client.webhooks.deactivate_webhook("w1")
    assert changed is not None
    assert changed.active is False
    assert (server.received[1].method, server.received[1].path) == ("PUT", "/webhooks/w1/deactivate")
    assert server.received[1].body == b""
    listed = client.webhooks.list_webhooks(sensor="https://app.example")
    assert "s3cr3t" not in repr([new, made, changed, listed])


def test_a_filter_under_both_names_of_its_operation(server: Server, client: TimeBackClient) -> None:
    own = {
        "webhookId": "w1",
        "filterKey": "type",
        "filterValue": "ActivityEvent",
        "filterType": "string",
        "active": True,
    }
    server.replies = [(200, {"filters": [{**own, "filterOperation": "eq"}, {**own, "filterOperator": "regexp"}]})]
    first, second = client.webhooks.list_webhook_filters("w1")
    assert (first.filter_operation, second.filter_operator) == ("eq", "regexp")


# EduBridge


def test_enrolment_with_and_without_options(server: Server, client: TimeBackClient) -> None:
    enrolled = {"id": "e1", "role": "student", "course": {"id": "c1", "title": "Math", "metadata": None}}
    server.replies = [(201, {"data": enrolled}), (201, {"data": enrolled}), (204, None)]
    assert client.edubridge.enroll("u1", "c1").id == "e1"
    client.edubridge.enroll("u1", "c1", "s1", "teacher")
    client.edubridge.unenroll("u1", "c1")
    assert [(each.method, each.path, each.body) for each in server.received] == [
        ("POST", "/edubridge/enrollments/enroll/u1/c1", b""),
        ("POST", "/edubridge/enrollments/enroll/u1/c1/s1", b'{"role":"teacher"}'),
        ("DELETE", "/edubridge/enrollments/unenroll/u1/c1", b""),
    ]


async def test_a_deletion_with_a_body(server: Server, client: TimeBackClient) -> None:
    key = TrackGroupKey(subject="Math", grade="3", course_id="c1", is_global=True)
    server.replies = [(204, None)] * 2
    client.edubridge.delete_track_group(key)
    async with AsyncTimeBackClient(**server.settings()) as other:
        await other.edubridge.delete_track_group(key)
    for each in server.received:
        assert (each.method, each.path) == ("DELETE", "/edubridge/subject-track/groups")
        assert json.loads(each.body) == {"subject": "Math", "grade": "3", "courseId": "c1", "isGlobal": True}


def test_users_by_roles_in_repeated_parameters(server: Server, client: TimeBackClient) -> None:
    server.replies = [(200, {"users": [{"sourcedId": "u1"}], "totalCount": 1})]
    found = client.edubridge.list_users(roles=["student", "teacher"], org_sourced_ids=["s1"], limit=5)
    assert [user.sourced_id for user in found] == ["u1"]
    assert server.received[0].query == [
        *(("roles", "student"), ("roles", "teacher"), ("orgSourcedIds", "s1"), ("limit", "5")),
    ]


def test_facts_by_application_in_both_nestings(server: Server, client: TimeBackClient) -> None:
    day, app = "2026-03-02", "My App"
    head = {"message": "ok", "startDate": "2026-03-02T00:00:00Z", "endDate": "2026-03-02T23:59:59.999Z"}
    facts = {day: {"Math": SUMS}}
    server.replies = [
        (200, {**head, "facts": facts, "factsByApp": {app: facts}}),
        (200, {**head, "facts": facts, "factsByApp": {day: {"Math": {app: SUMS}}}}),
    ]
    start, end = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
    for outer, middle, inner in ((app, day, "Math"), (day, "Math", app)):
        report = client.edubridge.get_activity(student_id="u1", start_date=start, end_date=end)
        by_app = report.facts_by_app
        assert report.facts is not None
        assert by_app is not None
        for facts_of in (report.facts[day]["Math"], by_app[outer][middle][inner]):
            reached, spent = facts_of.activity_metrics, facts_of.time_spent_metrics
            assert reached is not None
            assert spent is not None
            assert (reached.xp_earned, spent.active_seconds) == (12, 600)


def test_grades_and_seconds_of_several_types(server: Server, client: TimeBackClient) -> None:
    grades = {"ritGrade": "3", "edulasticGrade": 4, "placementGrade": None, "highestGradeOverall": 4}
    server.replies = [
        (200, {"studentId": "u1", "subject": "Math", "grades": grades}),
        (200, {"facts": [{"id": 1, "eventType": "TimeSpentEvent", "activeSeconds": "600"}, {"id": 2, "xpEarned": 3}]}),
    ]
    read = client.edubridge.get_highest_grade_mastered("u1", "Math").grades
    assert read is not None
    assert (read.rit_grade, read.edulastic_grade, read.placement_grade, read.test_out_grade) == ("3", 4, None, None)
    week = client.edubridge.get_weekly_facts(email="x@example.org", week_date=datetime(2026, 3, 4, tzinfo=UTC))
    assert [fact.active_seconds for fact in week.facts or []] == ["600", None]
    assert server.received[1].query == [("email", "x@example.org"), ("weekDate", "2026-03-04T00:00:00.000Z")]


def test_lists_that_the_official_client_takes_for_one_object(server: Server, client: TimeBackClient) -> None:
    track = {"id": "t1", "grade": "3", "subject": "Geography", "course": {"title": "Math"}, "org": None}
    key = {"subject": "None", "grade": "3", "courseId": "c1", "isGlobal": True}
    server.replies = [
        (200, {"data": [{"title": "Spring", "pdfUrl": None, "tests": ["Math"]}]}),
        (200, {"data": [{"applicationSourcedId": "a1", "metric": "xp", "metricSource": "powerpath"}]}),
        (200, {"groups": [{"key": key, "tracks": [track]}]}),
    ]
    assert [report.title for report in client.edubridge.get_map_profile("u1")] == ["Spring"]
    assert [metric.metric for metric in client.edubridge.list_application_metrics("a1")] == ["xp"]
    (group,) = client.edubridge.list_track_groups()
    assert group.key is not None
    assert group.key.subject is Subject.NO_SUBJECT
    assert [each.subject for each in group.tracks or []] == ["Geography"]


# CASE and CLR


def test_a_framework_as_a_tree(server: Server, client: TimeBackClient) -> None:
    item: dict[str, Any] = {"sourcedId": "i1", "fullStatement": "Add", "childGroups": {}}
    nested = {**item, "sourcedId": "i0", "childGroups": {"Below": [item]}}
    package = {
        "sourcedId": "p1",
        "CFDocument": {"sourcedId": "d1", "title": "Math"},
        "structuredContent": {"Top": [nested]},
    }
    server.replies = [(200, {"CFPackageWithGroups": package})]
    groups = client.case.get_package_groups("p1").structured_content
    assert groups is not None
    below = groups["Top"][0].child_groups
    assert below is not None
    assert [each.full_statement for each in below["Below"]] == ["Add"]


def test_a_framework_is_written_with_the_names_of_requests(server: Server, client: TimeBackClient) -> None:
    document = {"identifier": "d1", "uri": "u", "lastChangeDateTime": "t", "title": "Math", "creator": "Us"}
    upload = {"success": True, "message": "ok", "result": {"documentId": "d1", "stats": {"items": 0}, "success": True}}
    server.replies = [(201, upload), (200, upload)]
    given: dict[str, Any] = {"CFDocument": document, "CFItems": [], "CFAssociations": []}
    assert client.case.create_package(given).success is True
    client.case.update_package("d1", given)
    assert [(each.method, each.path) for each in server.received] == [
        ("POST", "/ims/case/v1p1/CFPackages"),
        ("PUT", "/ims/case/v1p1/CFPackages/d1"),
    ]
    with pytest.raises(InvalidRequestError, match="identifier"):
        client.case.create_package({**given, "CFDocument": {**document, "identifier": None}})


@pytest.mark.parametrize("status", [200, 201])
def test_a_credential_comes_back_with_its_proof(server: Server, client: TimeBackClient, status: int) -> None:
    credential = ClrCredential.from_dict(
        {
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/clr/v2p0/context.json",
            ],
            "id": "urn:1",
            "type": ["VerifiableCredential", "ClrCredential"],
            "name": "Record",
            "own": 1,
            "issuer": {"id": "https://school.example", "type": ["Profile"]},
            "validFrom": "2026-03-02T10:00:00Z",
            "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": []},
        }
    )
    server.replies = [
        (status, {**credential.to_dict(), "proof": [{"type": "DataIntegrityProof"}]}),
        (200, {"openapi": "3.0.1"}),
    ]
    signed = client.clr.upsert_credential(credential)
    assert json.loads(server.received[0].body) == credential.to_dict()
    assert (server.received[0].path, [proof.type_ for proof in signed.proof or []]) == (
        "/ims/clr/v2p0/credentials/",
        ["DataIntegrityProof"],
    )
    assert client.clr.get_discovery() == {"openapi": "3.0.1"}


def test_an_error_of_the_host_of_events(server: Server, client: TimeBackClient) -> None:
    server.replies = [(404, {"status": "error", "message": "Webhook not found", "errors": None})]
    with pytest.raises(APIStatusError) as caught:
        client.webhooks.get_webhook("w1")
    assert caught.value.status == 404


@pytest.mark.filterwarnings("ignore::timeback.errors.ExtensionWarning")
@pytest.mark.parametrize("service", ["events", "webhooks"])
def test_the_platform_has_a_host_of_its_own_for_events(service: str) -> None:
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(str(request.url))
        if request.url.path.endswith("/oauth2/token"):
            return httpx.Response(200, json={"access_token": "t", "token_type": "Bearer", "expires_in": 3600})
        return httpx.Response(200, json=[])

    settings: dict[str, Any] = {"client_id": "a", "client_secret": "b", "transport": httpx.MockTransport(answer)}
    with TimeBackClient(environment="staging", **settings) as client:
        (client.events.list_events if service == "events" else client.webhooks.list_webhooks)()
    assert urlsplit(sent[-1]).hostname == "caliper.staging.alpha-1edtech.ai"
    own: dict[str, dict[str, Any]] = {
        "other.example": {"events_url": "https://other.example/caliper"},
        "third.example": {"base_paths": {service: "https://third.example"}},
    }
    for host, given in own.items():
        with TimeBackClient(environment="staging", **given, **settings) as client:
            (client.events.list_events if service == "events" else client.webhooks.list_webhooks)()
        assert urlsplit(sent[-1]).hostname == host


CALLS: dict[str, Callable[[Any], Any]] = {
    "events": lambda client: client.events.list_events(),
    "webhooks": lambda client: client.webhooks.list_webhooks(),
    "edubridge": lambda client: client.edubridge.list_enrollments("u1"),
    "case": lambda client: client.case.list_documents(),
    "clr": lambda client: client.clr.get_discovery(),
}


@pytest.mark.parametrize("service", CALLS)
async def test_the_second_generation_has_none_of_these_services(service: str) -> None:
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(str(request.url))
        return httpx.Response(200, json={"access_token": "t", "token_type": "Bearer", "expires_in": 3600, "users": []})

    settings: dict[str, Any] = {
        "environment": "production",
        "platform": "timeback",
        "client_id": "a",
        "client_secret": "b",
        "transport": httpx.MockTransport(answer),
    }
    refusal = rf"platform 'timeback' has no service '{service}'"
    with TimeBackClient(**settings) as client:
        with pytest.raises(ConfigurationError, match=refusal):
            CALLS[service](client)
        assert sent == []
        assert client.rostering.users.list_users().total_count is None
    async with AsyncTimeBackClient(**settings) as other:
        before = len(sent)
        with pytest.raises(ConfigurationError, match=refusal):
            await CALLS[service](other)
        assert len(sent) == before
