"""Events and jobs of the sandbox over plain HTTP: what is checked, stored and found."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests import plain
from tests.sandbox.conftest import owner, token
from timeback.sandbox import Sandbox

API = "https://api.example/ims/oneroster/rostering/v1p2"


def completed(email: str = "x@example.org", at: str = "2026-03-02T10:00:00.000Z", **more: Any) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{uuid4()}",
        "type": "ActivityEvent",
        "profile": "TimebackProfile",
        "action": "Completed",
        "eventTime": at,
        "actor": {"id": f"{API}/users/u1", "type": "TimebackUser", "email": email},
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
        **more,
    }


def envelope(*events: Any, **more: Any) -> dict[str, Any]:
    return {
        "sensor": "https://app.example",
        "sendTime": "2026-03-02T10:00:01.000Z",
        "dataVersion": "http://purl.imsglobal.org/ctx/caliper/v1p2",
        "data": list(events),
        **more,
    }


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def http(box: Sandbox) -> Iterator[httpx.Client]:
    with plain.Client(base_url=box.events_url, headers={"Authorization": f"Bearer {token(box)}"}) as client:
        yield client


def send(http: httpx.Client, *events: Any) -> str:
    reply = http.post("/caliper/event", json=envelope(*events))
    assert reply.status_code == 200, reply.text
    return str(reply.json()["jobId"])


def ids(http: httpx.Client, **query: Any) -> list[int]:
    reply = http.get("/caliper/events", params=query)
    assert reply.status_code == 200, reply.text
    return [event["id"] for event in reply.json()["events"]]


def test_events_are_stored_under_both_ids(box: Sandbox, http: httpx.Client) -> None:
    one, two = completed(), completed(extensions={"runId": "r1"})
    job = http.get(f"/jobs/{send(http, one, two)}/status").json()["job"]
    assert (job["state"], job["returnValue"]["status"]) == ("completed", "success")
    assert job["processedOn"].endswith("Z")
    assert job["returnValue"]["results"] == [
        {"allocatedId": "1", "externalId": one["id"]},
        {"allocatedId": "2", "externalId": two["id"]},
    ]
    found = http.get(f"/caliper/events/{two['id'].replace(':', '%3A')}").json()["event"]
    assert (found["id"], found["extensions"], found["actor"]) == (2, {"runId": "r1"}, two["actor"])
    assert found["sensor"] == "https://app.example"
    assert http.get("/caliper/events/2").status_code == 404
    # A repeated id is stored again, and the first one is found by it.
    send(http, two)
    assert box.events.count_by_id() == {one["id"]: 1, two["id"]: 2}
    assert http.get(f"/caliper/events/{two['id']}").json()["event"]["id"] == 2
    assert [event["externalId"] for event in box.events] == [one["id"], two["id"], two["id"]]


def test_lists_are_filtered_and_paged(http: httpx.Client) -> None:
    viewed = {
        **completed(at="2026-03-03T10:00:00.000Z"),
        "type": "ViewEvent",
        "profile": "ReadingProfile",
        "action": "Viewed",
        "actor": "https://a.example/someone",
    }
    person = {"id": "https://a.example/p", "type": "Person", "extensions": {"email": "p@example.org"}}
    send(
        http,
        completed(),
        completed("y@example.org", at="2026-03-02T23:59:59.999Z"),
        viewed,
        {**viewed, "actor": person},
    )
    assert ids(http) == [1, 2, 3, 4]
    assert ids(http, actorEmail="y@example.org") == [2]
    assert ids(http, actorEmail="p@example.org") == [4]
    assert ids(http, actorId="https://a.example/someone") == [3]
    assert ids(http, actorId=f"{API}/users/u1", sensor="https://app.example") == [1, 2]
    assert ids(http, sensor="https://other.example") == []
    assert ids(http, startDate="2026-03-02T23:59:59.999Z", endDate="2026-03-03T09:00:00-01:00") == [2, 3, 4]
    reply = http.get("/caliper/events", params={"limit": 3, "offset": 3}).json()
    assert [event["id"] for event in reply["events"]] == [4]
    assert reply["pagination"] == {"total": 4, "totalPages": 2, "currentPage": 2, "limit": 3}
    for query in ({"startDate": "soon"}, {"limit": 0}, {"offset": -1}):
        refused = http.get("/caliper/events", params=query)
        assert (refused.status_code, refused.json()["status"]) == (400, "error")
        assert next(iter(query)) in refused.json()["message"]


def without(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda body: body.pop(name)


def event_with(*path: Any, value: Any) -> Callable[[dict[str, Any]], Any]:
    def change(body: dict[str, Any]) -> None:
        node: Any = body["data"][0]
        for part in path[:-1]:
            node = node[part]
        node[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (without("sensor"), "sensor"),
        (without("sendTime"), "sendTime"),
        (without("data"), "data"),
        (lambda body: body.update(data=[]), "data"),
        (lambda body: body.update(dataVersion="http://purl.imsglobal.org/ctx/caliper/v1p1"), "dataVersion"),
        (lambda body: body.update(sendTime="2026-03-02T10:00:01Z"), "sendTime"),
        (event_with("id", value=str(uuid4())), "data[0].id"),
        (event_with("eventTime", value="2026-03-02T11:00:00.000+01:00"), "data[0].eventTime"),
        (event_with("eventTime", value="2026-03-02T11:00:00.000000Z"), "data[0].eventTime"),
        (event_with("actor", "email", value="nobody"), "data[0].actor.email"),
        (event_with("object", "subject", value="Maths"), "data[0].object.subject"),
        (event_with("generated", "items", 0, "type", value="xp"), "data[0].generated.items[0].type"),
        (event_with("generated", "items", 0, "type", value="totalQuestions"), "data[0].generated.items"),
        (event_with("generated", "attempt", value=0), "data[0].generated.attempt"),
        (event_with("generated", "extensions", value={"pctCompleteApp": 101}), "data[0].generated.extensions"),
        (event_with("action", value="Started"), "data[0].action"),
    ],
)
def test_an_invalid_envelope_is_refused_as_a_whole(
    box: Sandbox, http: httpx.Client, change: Callable[[dict[str, Any]], Any], field: str
) -> None:
    body = copy.deepcopy(envelope(completed(), completed()))
    change(body)
    for path in ("/caliper/event", "/caliper/event/validate"):
        reply = http.post(path, json=body)
        assert (reply.status_code, reply.json()["status"]) == (400, "error")
        assert any(error["property"].startswith(field) for error in reply.json()["errors"]), reply.text
        assert "example.org" not in reply.text
    assert list(box.events) == []


def test_validation_stores_nothing(box: Sandbox, http: httpx.Client) -> None:
    reply = http.post("/caliper/event/validate", json=envelope(completed()))
    assert (reply.status_code, reply.json()["status"]) == (200, "success")
    assert list(box.events) == []


def test_an_entity_is_accepted_and_is_no_event(box: Sandbox, http: httpx.Client) -> None:
    job = send(http, {"id": "https://a.example/p", "type": "Person", "name": "Ada"}, completed())
    assert len(http.get(f"/jobs/{job}/status").json()["job"]["returnValue"]["results"]) == 1
    assert len(list(box.events)) == 1


@pytest.mark.parametrize("end", ["completed", "failed"])
@pytest.mark.parametrize("state", ["waiting", "active"])
def test_jobs_that_wait(box: Sandbox, http: httpx.Client, state: Any, end: Any) -> None:
    event = completed()
    box.events.choose_job_state(state)
    job_id = send(http, event)
    job = http.get(f"/jobs/{job_id}/status").json()["job"]
    assert (job["state"], job["returnValue"], job["processedOn"]) == (state, None, None)
    assert http.get(f"/caliper/events/{event['id']}").status_code == 404
    assert box.events.finish_jobs(end) == 1
    assert box.events.finish_jobs(end) == 0
    job = http.get(f"/jobs/{job_id}/status").json()["job"]
    assert (job["state"], len(job["returnValue"]["results"])) == (end, end == "completed")
    assert http.get(f"/caliper/events/{event['id']}").status_code == (200 if end == "completed" else 404)


def test_jobs_that_fail_and_the_routes_that_switch_it(box: Sandbox, http: httpx.Client) -> None:
    event = completed()
    with owner(box) as admin:
        assert admin.put("/_sandbox/events/jobs", json={"state": "failed"}).status_code == 204
        job = http.get(f"/jobs/{send(http, event)}/status").json()["job"]
        assert (job["state"], job["returnValue"]) == ("failed", {"status": "error", "results": []})
        assert admin.put("/_sandbox/events/jobs", json={"state": "waiting"}).status_code == 204
        send(http, event)
        assert admin.post("/_sandbox/events/jobs/finish", json={}).json() == {"finished": 1}
        assert admin.get("/_sandbox/events/counts").json() == {event["id"]: 1}
        for path, method in (("jobs", "PUT"), ("jobs/finish", "POST")):
            refused = admin.request(method, f"/_sandbox/events/{path}", json={"state": "lost"})
            assert refused.status_code == 400
            assert "waiting" in refused.text or "completed" in refused.text
    for path in ("counts", "jobs/finish"):
        assert http.get(f"/_sandbox/events/{path}", headers={"Authorization": ""}).status_code in (401, 405)
    with pytest.raises(ValueError, match="waiting"):
        box.events.choose_job_state("lost")  # type: ignore[arg-type]


def test_what_is_not_there(http: httpx.Client) -> None:
    for path in ("/jobs/7/status", f"/caliper/events/urn:uuid:{uuid4()}"):
        reply = http.get(path)
        assert (reply.status_code, reply.json()["status"]) == (404, "error")
    assert http.post("/caliper/event", content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    assert http.post("/caliper/event", content=b"a=1").json()["status"] == "error"


def test_events_survive_a_restart(tmp_path: Any) -> None:
    event = completed()
    for restart in range(2):
        with (
            Sandbox(db=tmp_path / "box.db") as box,
            plain.Client(base_url=box.url, headers={"Authorization": f"Bearer {token(box)}"}) as http,
        ):
            if not restart:
                send(http, event)
            assert http.get(f"/caliper/events/{event['id']}").json()["event"]["id"] == 1


def test_a_provider_of_the_standard_has_no_events() -> None:
    with Sandbox(provider="oneroster") as box, pytest.raises(RuntimeError, match="no events"):
        _ = box.events
