"""Host and Origin checks: only names of this machine are served, and no requests from pages of other origins."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest

from tests import plain
from timeback.sandbox import Sandbox

from .conftest import BASE, description, org, token, user

API = BASE + "/users"
FORM = {"grant_type": "client_credentials"}
STRANGERS = [
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil@127.0.0.1",
    "127.0.0.1@evil.example",
    "127.0.0.1 evil.example",
    "127.0.0.1:80:80",
    "127.0.0.1:x",
    "0.0.0.0",
    "192.168.1.5",
    "2130706433",
    "0x7f000001",
    "[::1",
    "[::2]",
    "[fe80::1%25eth0]",
    "sandbox.test.evil.example",
    "loc%61lhost",
    "",
    ".",
]
FRIENDS = ["127.0.0.1", "127.0.0.1:1", "localhost", "LOCALHOST:8000", "localhost.", "127.8.9.1", "[::1]", "[::1]:99",
           "sandbox.test", "Sandbox.Test:80", "10.1.2.3", "[fd00::7]:8000"]  # fmt: skip
FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://[::1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
    {"Referer": "https://evil.example/page"},
    {"Referer": "http://127.0.0.1:1/page"},
]


@pytest.fixture(scope="module")
def shut() -> Iterator[Sandbox]:
    with Sandbox(allowed_hosts=["Sandbox.Test.", "10.1.2.3", "fd00::7"]) as box:
        yield box


@pytest.fixture(scope="module")
def open_one() -> Iterator[Sandbox]:
    with Sandbox(auth=False, allowed_hosts=["sandbox.test", "10.1.2.3", "[fd00::7]"]) as box:
        box.store.load("orgs", [org("o1")])
        box.store.load("users", [user("u1")])
        yield box


@pytest.fixture(params=["shut", "open_one"])
def either(request: pytest.FixtureRequest) -> Sandbox:
    box: Sandbox = request.getfixturevalue(request.param)
    return box


@pytest.mark.parametrize("host", STRANGERS)
def test_other_hosts_are_refused_on_every_address(either: Sandbox, host: str) -> None:
    seen = len(either.requests)
    with plain.Client(base_url=either.url, headers={"Host": host}, trust_env=False) as http:
        for path in (
            API,
            "/",
            "/docs",
            "/docs/rostering.json",
            "/_sandbox/files/page.js",
            "/_sandbox/overview",
            "/nowhere",
        ):
            reply = http.get(path)
            assert reply.status_code == 421, path
            assert reply.json()["imsx_codeMajor"] == "failure"
            assert "Host" in description(reply)
            assert "evil" not in reply.text
        for path in (API, "/oauth2/token", "/_sandbox/faults", "/_sandbox/session"):
            assert http.post(path, json={}).status_code == 421, path
    assert len(either.requests) == seen, "what was refused is not recorded"


@pytest.mark.parametrize("host", FRIENDS)
def test_names_of_this_machine_and_allowed_ones_are_served(either: Sandbox, host: str) -> None:
    headers = {"Host": host, "Authorization": f"Bearer {token(either)}"}
    assert plain.get(either.url + API, headers=headers).status_code == 200
    assert plain.get(either.url, headers=headers).status_code == 200
    assert plain.get(either.url, headers={**headers, "Origin": f"http://{host}"}).status_code == 200


def test_a_host_counts_only_where_it_is_allowed(box: Sandbox) -> None:
    assert plain.get(box.url, headers={"Host": "sandbox.test"}).status_code == 421


@pytest.mark.parametrize(
    "wrong", ["sandbox.test", ["http://sandbox.test"], ["sandbox.test:80"], ["a/b"], ["*"], [""], ["[::1]:80"], ["."]]
)
def test_invalid_allowed_hosts_are_rejected(wrong: str | list[str]) -> None:
    with pytest.raises(ValueError, match="allowed_hosts"):
        Sandbox(allowed_hosts=wrong)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
def test_no_foreign_page_writes_without_a_token(open_one: Sandbox, headers: dict[str, str], kind: str) -> None:
    before = open_one.store.counts()
    with plain.Client(base_url=open_one.url, headers={**headers, "Content-Type": kind}, trust_env=False) as http:
        for method, path in (
            ("POST", BASE + "/orgs"),
            ("PUT", BASE + "/orgs/o1"),
            ("DELETE", API + "/u1"),
            ("GET", API),
            ("POST", "/oauth2/token"),
            ("POST", "/_sandbox/faults"),
            ("DELETE", "/_sandbox/faults"),
            ("PUT", "/_sandbox/powerpath/questions"),
            ("POST", "/_sandbox/session"),
        ):
            reply = http.request(method, path, content=b'{"org": {"sourcedId": "o9", "name": "n", "type": "school"}}')
            assert reply.status_code == 403, (method, path)
            assert "Origin" in description(reply)
    assert open_one.store.counts() == before
    assert open_one.store.get("users", "u1") is not None


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_pages_of_other_origins_cannot_use_admin_routes(shut: Sandbox, headers: dict[str, str]) -> None:
    with plain.Client(base_url=shut.url, headers=headers, auth=(shut.client_id, shut.client_secret)) as http:
        assert http.get("/_sandbox/overview").status_code == 403
        assert http.post("/_sandbox/faults", json={"status": 500}).status_code == 403
        assert http.get("/docs/rostering.json").status_code == 403


def test_requests_with_a_token_are_allowed_from_any_origin(shut: Sandbox) -> None:
    """A proxy of a web application forwards the Origin of its pages. Pages of other origins have no token."""
    headers = {"Authorization": f"Bearer {token(shut)}", "Origin": "http://localhost:5173"}
    assert plain.get(shut.url + API, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_cross_site_links_to_the_pages_work(open_one: Sandbox, path: str) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Referer": "https://wiki.example/"}
    assert plain.get(open_one.url + path, headers=link).status_code == 200
    assert plain.get(open_one.url + path, headers={**link, "Sec-Fetch-Mode": "no-cors"}).status_code == 403


def test_requests_of_its_own_page_and_of_programs_are_allowed(open_one: Sandbox) -> None:
    own = {"Origin": open_one.url, "Sec-Fetch-Site": "same-origin", "Referer": open_one.url + "/"}
    for headers in (own, {"Sec-Fetch-Site": "none"}, {}):
        assert plain.get(open_one.url + API, headers=headers).status_code == 200
        assert plain.post(open_one.token_url, data=FORM, headers=headers).status_code == 200
        assert plain.get(open_one.url + "/docs/documents", headers=headers).status_code == 200


def test_a_request_without_host_is_rejected(open_one: Sandbox) -> None:
    for line, status in ((b"GET / HTTP/1.0\r\n\r\n", b"421"), (b"GET / HTTP/1.1\r\n\r\n", b"400")):
        with socket.create_connection(("127.0.0.1", open_one.port), timeout=5) as connection:
            connection.sendall(line)
            assert connection.recv(100).split(b" ")[1] == status


@pytest.mark.slow
def test_clients_and_a_child_process_are_served() -> None:
    with Sandbox(process=True, auth=False, allowed_hosts=("sandbox.test",)) as box:
        box.faults.add(cap=1)
        with box.client() as client:
            assert client.rostering.users.list_users().total_count == 0
        assert [request.status for request in box.requests] == [200, 200]
        assert plain.get(box.url + API, headers={"Host": "sandbox.test"}).status_code == 200
        assert plain.get(box.url + API, headers={"Host": "evil.example"}).status_code == 421
        with pytest.raises(httpx.HTTPStatusError):
            plain.delete(box.url + "/_sandbox/faults").raise_for_status()
