"""The sandbox's page, its OpenAPI documents and the admin routes, without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests import plain
from timeback._spec import documents
from timeback.sandbox import Sandbox

from .conftest import BASE, org, owner, user

SECRET = "Xylophonia"
FILES = ("/", "/docs", "/docs/rostering.json", "/docs/swagger-ui.css", "/docs/documents", "/_sandbox/files/page.js")
DATA = ("/_sandbox/overview", "/_sandbox/objects/users", "/_sandbox/requests")


def overview(box: Sandbox, personal: int = 0) -> Any:
    with owner(box) as http:
        return http.get("/_sandbox/overview", params={"personal": personal}).raise_for_status().json()


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_pages_load_nothing_from_other_hosts(box: Sandbox, path: str) -> None:
    reply = plain.get(box.url + path)
    assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "http" not in policy
    named = re.findall(r'(?:src|href)="([^"]+)"', reply.text)
    assert len(named) > 3
    for address in named:
        assert address.startswith(("/", "data:,"))
        if address.startswith("/"):
            assert plain.get(box.url + address).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/_sandbox/files/index.html",
        "/_sandbox/files/..%2Fpages.py",
        "/_sandbox/objects/shoes",
        "/docs/x.json",
        "/docs/..%2F..%2Fbox.py",
        "/docs/swagger-ui.js.map",
    ],
)
def test_other_files_are_not_served(box: Sandbox, path: str) -> None:
    with owner(box) as http:
        assert http.get(path).status_code == 404


def test_the_documents_have_this_server(box: Sandbox) -> None:
    names = plain.get(box.url + "/docs/documents").json()
    assert names == list(documents.packages())
    for name in names:
        document = plain.get(f"{box.url}/docs/{name}.json").json()
        (server,) = document["servers"]
        assert f"{server['url']}/".startswith(box.url + "/")
        flow = document["components"]["securitySchemes"]["OAuth2"]["flows"]["clientCredentials"]
        assert flow["tokenUrl"] == box.token_url
        assert document["paths"]
    assert (
        plain.get(f"{box.url}/docs/rostering.json", headers={"Host": "localhost:1"})
        .json()["servers"][0]["url"]
        .startswith("http://localhost:1/")
    )


def test_counts_of_the_store(box: Sandbox, users: Callable[..., None]) -> None:
    assert overview(box)["collections"] == []
    users(user("u1"), user("u2"))
    assert overview(box)["collections"] == [{"name": "orgs", "count": 1}, {"name": "users", "count": 2}]


def test_personal_data_is_hidden_by_default(box: Sandbox, http: httpx.Client, users: Callable[..., None]) -> None:
    users(user(f"id-{SECRET}", givenName=SECRET))
    http.get(f"/users/id-{SECRET}")
    http.get("/users", params={"filter": f"givenName='{SECRET}'"})
    http.get(f"/{SECRET}")
    plain.post(box.token_url, params={"x": SECRET})
    seen = overview(box)
    assert SECRET not in str(seen)
    token, unknown, listed, read = seen["requests"]
    assert (read["method"], read["path"], read["status"]) == ("GET", BASE + "/users/{sourcedId}", 200)
    assert listed["path"] == BASE + "/users"
    assert (unknown["path"], unknown["status"]) == ("(unknown path)", 404)
    assert (token["path"], token["status"]) == ("/oauth2/token", 400)
    assert read["milliseconds"] > 0
    assert [request["path"] for request in overview(box, 1)["requests"]][1:] == [
        f"{BASE}/{SECRET}",
        f"{BASE}/users?filter=givenName%3D%27{SECRET}%27",
        f"{BASE}/users/id-{SECRET}",
    ]
    with owner(box) as known:
        assert "givenName" not in known.get("/_sandbox/objects/users").json()[0]
        assert known.get("/_sandbox/objects/users", params={"personal": 1}).json()[0]["givenName"] == SECRET


def test_faults_are_listed_and_removed_one_by_one(box: Sandbox, http: httpx.Client) -> None:
    address = "/_sandbox/faults"
    with owner(box) as known:
        assert known.post(address, json={"status": 503, "path": "*/orgs", "times": 2}).status_code == 204
    box.faults.add(cap=7)
    assert http.get("/orgs").status_code == 503
    first, second = overview(box)["faults"]
    assert (first["rule"], first["left"]) == ({"path": "*/orgs", "status": 503, "times": 2}, 1)
    assert (second["rule"], second["summary"], second["left"]) == ({"cap": 7}, "cap 7", None)
    with owner(box) as known:
        assert known.delete(f"{address}/{first['number']}").status_code == 204
        assert known.delete(f"{address}/{first['number']}").status_code == 404
    assert http.get("/orgs").status_code == 200
    failed = overview(box)["requests"][1]
    assert (failed["path"], failed["status"], failed["fault"]) == (BASE + "/orgs", 503, "status 503")


def test_its_own_pages_have_no_faults_and_are_not_logged(box: Sandbox) -> None:
    box.faults.add(status=500)
    with owner(box) as known:
        for path in (*FILES, *DATA):
            assert known.get(path).status_code == 200
    assert box.requests == []


@pytest.mark.slow
def test_a_child_process_serves_the_page() -> None:
    with Sandbox(process=True) as box:
        assert "TimeBack sandbox" in plain.get(box.url).text
        box.faults.add(no_counters=True)
        assert overview(box)["faults"][0]["summary"] == "no_counters"
        plain.get(box.url + BASE + "/orgs")
        assert (box.requests[-1].status, box.requests[-1].fault) == (401, "no_counters")


def test_the_newest_objects_come_first(box: Sandbox) -> None:
    box.store.load("orgs", [org("o1"), org("o2")])
    with owner(box) as known:
        assert [found["sourcedId"] for found in known.get("/_sandbox/objects/orgs").json()] == ["o2", "o1"]


def test_the_page_fits_on_a_phone(box: Sandbox) -> None:
    """A browser test measures it; this one needs no browser."""
    page = plain.get(box.url + "/").text
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    style = plain.get(box.url + "/_sandbox/files/page.css").text
    # What is wider than the content of a section on a screen of 360 pixels would scroll, unless it is in min().
    space = 360 - 2 * 2 * 0.8 * 16
    wide = re.sub(r"(?<!\w)min\([^()]*\)|max-width:[^;}]*|@media[^{]*", "", style)
    for number, unit in re.findall(r"([\d.]+)(px|rem|em)\b", wide):
        assert float(number) * (1 if unit == "px" else 16) <= space, f"{number}{unit} does not fit"
    _, _, phone = style.partition("@media (max-width: 40rem)")
    assert "#requests thead { display: none; }" in phone, "a table of five columns is too wide"
    assert re.search(r"#requests td[^}]*overflow-wrap: anywhere", phone)
