"""The client secret protects the data of the page and the admin routes."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import quote_plus, unquote

import httpx
import pytest

from tests import plain
from timeback.sandbox import Sandbox

from .conftest import BASE, org, token, user

NAME = "Xylophonia"
STEERING = [
    ("GET", "/_sandbox/overview"),
    ("GET", "/_sandbox/overview?personal=1"),
    ("GET", "/_sandbox/objects/users"),
    ("GET", "/_sandbox/objects/users?personal=1"),
    ("GET", "/_sandbox/objects/shoes"),
    ("GET", "/_sandbox/requests"),
    ("POST", "/_sandbox/faults"),
    ("DELETE", "/_sandbox/faults"),
    ("DELETE", "/_sandbox/faults/1"),
    ("PUT", "/_sandbox/powerpath/questions"),
    ("PUT", "/_sandbox/powerpath/screening/u1"),
]


@pytest.fixture(params=[True, False], ids=["auth", "no-auth"], scope="module")
def filled(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    with Sandbox(auth=request.param, client_id="an id: of ours", client_secret="a secret: 100%2B + more") as box:
        box.store.load("orgs", [org("o1")])
        box.store.load("users", [user("u1", givenName=NAME)])
        plain.get(f"{box.url}{BASE}/users/{NAME}")
        yield box


def basic(client_id: str, client_secret: str) -> str:
    return "Basic " + b64encode(f"{client_id}:{client_secret}".encode()).decode()


def page_token(box: Sandbox) -> str:
    reply = plain.post(box.url + "/_sandbox/session", json={"client_secret": box.client_secret})
    assert reply.headers["Cache-Control"] == "no-store"
    return str(reply.raise_for_status().json()["token"])


def ask(box: Sandbox, method: str, path: str, authorization: str | None = None) -> httpx.Response:
    headers = {} if authorization is None else {"Authorization": authorization}
    body = {"seed": 1} if method == "PUT" else {"cap": 1} if method == "POST" else None
    return plain.request(method, box.url + path, json=body, headers=headers)


@pytest.mark.parametrize(("method", "path"), STEERING)
def test_nobody_sees_or_steers_without_the_secret(filled: Sandbox, method: str, path: str) -> None:
    box = filled
    box.faults.add(method="PUT", path="/none")
    wrong = [
        None,
        "",
        "Bearer",
        "Bearer x",
        f"Bearer {box.client_secret}",
        basic(box.client_id, ""),
        basic(box.client_id, box.client_secret + "x"),
        basic("", box.client_secret),
        basic(box.client_secret, box.client_id),
        "Basic %%%",
        f"Digest {page_token(box)}",
    ]
    for authorization in wrong:
        reply = ask(box, method, path, authorization)
        assert reply.status_code == 401, authorization
        assert reply.headers["WWW-Authenticate"].startswith("Bearer"), "a browser would ask for a password on Basic"
        assert NAME not in reply.text
        assert "u1" not in reply.text
    with plain.Client(base_url=box.url, auth=(quote_plus(box.client_id), quote_plus(box.client_secret))) as http:
        assert [rule["summary"] for rule in http.get("/_sandbox/overview").json()["faults"]], "the rule is still there"
    box.faults.clear()


@pytest.mark.parametrize("how", ["page", "basic"])
def test_the_secret_gives_access(filled: Sandbox, how: str) -> None:
    box = filled
    given = {
        "page": "Bearer " + page_token(box),
        "basic": basic(quote_plus(box.client_id), quote_plus(box.client_secret)),
    }[how]
    assert NAME in ask(box, "GET", "/_sandbox/objects/users?personal=1", given).text
    assert NAME in ask(box, "GET", "/_sandbox/overview?personal=1", given).text
    assert NAME not in ask(box, "GET", "/_sandbox/overview", given).text
    assert ask(box, "POST", "/_sandbox/faults", given).status_code == 204
    assert ask(box, "DELETE", "/_sandbox/faults", given).status_code == 204
    assert ask(box, "PUT", "/_sandbox/powerpath/questions", given).status_code == 204


def test_an_api_token_gives_access_only_if_it_required_the_secret(box: Sandbox) -> None:
    form = {"grant_type": "client_credentials", "client_id": box.client_id, "client_secret": box.client_secret}
    scoped = plain.post(box.token_url, data={**form, "scope": "roster.readonly"}).json()["access_token"]
    assert ask(box, "GET", "/_sandbox/overview", f"Bearer {token(box)}").status_code == 200
    assert ask(box, "GET", "/_sandbox/overview", f"Bearer {scoped}").status_code == 403
    with Sandbox(auth=False) as free:
        anybody = plain.post(free.token_url, data={"grant_type": "client_credentials"}).json()["access_token"]
        assert ask(free, "GET", "/_sandbox/overview", f"Bearer {anybody}").status_code == 401


def test_a_page_stays_logged_in_when_tokens_are_revoked() -> None:
    with Sandbox(token_lifetime=0.01) as box, Sandbox(client_secret=box.client_secret) as other:
        given = "Bearer " + page_token(box)
        box.faults.add(revoke_token=True)
        assert ask(box, "GET", BASE + "/orgs", f"Bearer {token(box)}").status_code == 401
        assert ask(box, "GET", "/_sandbox/overview", given).status_code == 200
        assert ask(other, "GET", "/_sandbox/overview", given).status_code == 401
        assert ask(box, "GET", BASE + "/orgs", given).status_code == 401, "it is no token of the API"


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{}", 400), (b"[]", 400), (b"\xff", 400), (b"[" * 100_000, 400), (b'{"client_secret": 1}', 400),
     (b'{"client_secret": ""}', 401), (b'{"client_secret": "x"}', 401), (b"x" * 10_000_001, 413)],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_a_failed_log_in(box: Sandbox, body: bytes, status: int) -> None:
    reply = plain.post(box.url + "/_sandbox/session", content=body)
    assert reply.status_code == status
    assert "token" not in reply.json()


def test_admin_routes_reject_large_bodies(box: Sandbox) -> None:
    for method, path in (("POST", "/_sandbox/faults"), ("PUT", "/_sandbox/powerpath/spreadsheets")):
        body = b'{"body": "' + b"x" * 10_000_000 + b'"}'
        reply = plain.request(method, box.url + path, content=body, auth=(box.client_id, box.client_secret))
        assert reply.status_code == 413


def test_the_link_has_the_secret_in_its_fragment(filled: Sandbox) -> None:
    address, _, fragment = filled.page_url.partition("#")
    assert address == filled.url + "/"
    assert unquote(fragment.removeprefix("secret=")) == filled.client_secret
    assert not re.search(r"[^\x21-\x7e]", fragment)
    shown = plain.get(filled.page_url)
    assert "#" not in str(shown.request.url.raw_path)
    assert filled.client_secret not in shown.text
    assert filled.client_secret not in repr(filled)
