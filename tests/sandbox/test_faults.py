"""Fault injection, as clients see it."""

from __future__ import annotations

import threading
from typing import Any

import httpx
import pytest

from tests import plain
from timeback.sandbox import Fault, Sandbox

from .conftest import BASE, connect, org

USERS = BASE + "/users"


def statuses(http: httpx.Client, count: int, path: str = "/users") -> list[int]:
    return [http.get(path).status_code for _ in range(count)]


def test_status_and_times(box: Sandbox, http: httpx.Client) -> None:
    box.faults.add(method="GET", path=USERS, status=429, retry_after=1, times=2)
    assert http.post("/users", json={}).status_code == 422
    reply = http.get("/users")
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, "1")
    assert reply.json()["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == "server_busy"
    assert statuses(http, 3) == [429, 200, 200]


def test_paths(box: Sandbox, http: httpx.Client) -> None:
    box.faults.add(path="*/orgs/*", status=500)
    assert statuses(http, 1, "/orgs/x") == [500]
    assert statuses(http, 1, "/orgs/x/y") == [500]
    assert statuses(http, 1, "/orgs") == [200]
    box.faults.clear()
    assert statuses(http, 1, "/orgs/x") == [404]
    box.faults.add(path=USERS, status=503)
    assert statuses(http, 1, "/users/") == [503]
    assert statuses(http, 1, "/users/u1") == [404]
    box.faults.clear()
    box.faults.add(path="*", status=503)
    assert plain.post(box.token_url).status_code == 503


@pytest.mark.parametrize("cut", ["before", "after"])
def test_cut_gives_no_response(box: Sandbox, http: httpx.Client, cut: Any) -> None:
    box.faults.add("post", BASE + "/orgs", cut=cut, times=1)
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        http.post("/orgs", json={"org": org("o1")})
    assert box.store.has("orgs", "o1") == (cut == "after")
    assert box.requests[-1].status is None
    assert http.post("/orgs", json={"org": org("o2")}).status_code == 201


def test_truncate(box: Sandbox, http: httpx.Client) -> None:
    whole = http.get("/users").content
    box.faults.add(truncate=True, times=1)
    with http.stream("GET", "/users") as reply:
        assert reply.status_code == 200
        assert int(reply.headers["Content-Length"]) == len(whole)
        received = b""
        with pytest.raises(httpx.RemoteProtocolError):
            for chunk in reply.iter_raw():
                received += chunk
    assert received == whole[: len(whole) // 2]
    assert http.get("/users").content == whole


def test_html(box: Sandbox, http: httpx.Client) -> None:
    box.faults.add(html=True, times=1)
    box.faults.add(html=True, status=200, times=1)
    for status in (502, 200):
        reply = http.get("/users")
        assert reply.status_code == status
        assert reply.headers["Content-Type"].startswith("text/html")
        assert "<h1>" in reply.text


@pytest.mark.parametrize(
    ("rule", "status", "content"),
    [
        ({"body": {"a": 1}}, 200, b'{"a": 1}'),
        ({"body": "text", "status": 400}, 400, b"text"),
        ({"body": b"\xff\x00"}, 200, b"\xff\x00"),
        ({"status": 204}, 204, b""),
        ({"status": 204, "body": "unwanted"}, 204, b""),
        ({"body": "<p>", "html": True}, 502, b"<p>"),
    ],
)
def test_bodies(box: Sandbox, http: httpx.Client, rule: dict[str, Any], status: int, content: bytes) -> None:
    box.faults.add(times=1, **rule)
    reply = http.get("/users")
    assert (reply.status_code, reply.content) == (status, content)
    assert statuses(http, 1) == [200]


def test_retry_after_forms(box: Sandbox, http: httpx.Client) -> None:
    for given, sent in (
        (2, "2"),
        (0.5, "0.5"),
        ("Fri, 31 Dec 1999 23:59:59 GMT", "Fri, 31 Dec 1999 23:59:59 GMT"),
        ("soon", "soon"),
    ):
        box.faults.add(retry_after=given, times=1)
        reply = http.get("/users")
        assert (reply.status_code, reply.headers["Retry-After"]) == (429, sent)


def test_probability_follows_from_the_seed(box: Sandbox, http: httpx.Client) -> None:
    def draw(seed: int) -> list[int]:
        box.faults.clear()
        box.faults.add(status=503, probability=0.5, seed=seed)
        return statuses(http, 40)

    first = draw(1)
    assert set(first) == {200, 503}
    assert draw(1) == first
    assert draw(2) != first


def test_latency_adds_up_and_the_first_rule_decides(box: Sandbox, http: httpx.Client) -> None:
    box.faults.add(latency=0.05)
    box.faults.add(status=503, times=1)
    box.faults.add(status=500, times=1)
    assert statuses(http, 3) == [503, 500, 200]
    box.faults.clear()
    box.faults.add(latency=0.3)
    with pytest.raises(httpx.ReadTimeout):
        http.get("/users", timeout=0.1)


def test_delayed_requests_do_not_delay_stop() -> None:
    box = Sandbox(auth=False).start()
    box.faults.add(latency=60)
    outcome: list[Exception] = []

    def wait() -> None:
        try:
            plain.get(box.url + USERS, timeout=60)
        except httpx.HTTPError as error:
            outcome.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    while not box.requests:
        pass
    box.stop()
    thread.join(10)
    assert len(outcome) == 1


def test_times_is_exact_with_threads(box: Sandbox) -> None:
    box.faults.add(path=USERS, status=503, times=30)
    found: list[int] = []

    def ask() -> None:
        with connect(box) as http:
            found.extend(statuses(http, 10))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [200] * 50 + [503] * 30


@pytest.mark.parametrize(
    "rule",
    [
        {"status": 99},
        {"cut": "sometimes"},
        {"probability": 1.5},
        {"latency": -1},
        {"times": 0},
        {"cut": "after", "truncate": True},
        {"retry_after": "a\r\nb"},
    ],
)
def test_invalid_faults_are_rejected(box: Sandbox, rule: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        box.faults.add(**rule)


def test_a_body_that_is_not_json_is_rejected(box: Sandbox) -> None:
    with pytest.raises(TypeError):
        box.faults.add(body={1, 2})


def test_a_fault_is_sent_to_another_process() -> None:
    for rule in (
        Fault(body=b"\xff"),
        Fault("get", "/x/*", status=500, retry_after="soon", times=2),
        Fault(body={"a": 1}),
    ):
        assert Fault.from_dict(rule.to_dict()) == rule
