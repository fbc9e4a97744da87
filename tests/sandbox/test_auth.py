"""OAuth2: the token endpoint, and requests with and without tokens."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests import plain
from timeback.sandbox import Sandbox

from .conftest import BASE, code_minor

SCOPES = " ".join(
    f"https://purl.imsglobal.org/spec/or/v1p2/scope/{name}" for name in ("roster.readonly", "gradebook.readonly")
)
GRANT = {"grant_type": "client_credentials"}


@pytest.fixture(scope="module")
def guarded() -> Iterator[Sandbox]:
    with Sandbox(client_id="the id", client_secret="a+b%2B:c") as box:
        yield box


def ask(box: Sandbox, form: dict[str, Any], **more: Any) -> httpx.Response:
    return plain.post(box.token_url, data=form, **more)


def works(box: Sandbox, token: str) -> bool:
    return plain.get(box.url + BASE + "/users", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_id_and_secret_in_the_form(guarded: Sandbox) -> None:
    reply = ask(guarded, {**GRANT, "client_id": "the id", "client_secret": "a+b%2B:c", "scope": SCOPES})
    assert reply.status_code == 200
    body = reply.json()
    assert body.items() >= {"token_type": "Bearer", "expires_in": 3600, "scope": SCOPES}.items()
    assert reply.headers["Cache-Control"] == "no-store"
    assert works(guarded, body["access_token"])


@pytest.mark.parametrize("encoded", [False, True])
def test_id_and_secret_by_basic(guarded: Sandbox, encoded: bool) -> None:
    auth = (quote("the id"), quote("a+b%2B:c", safe="")) if encoded else ("the id", "a+b%2B:c")
    body = ask(guarded, GRANT, auth=auth).json()
    assert "scope" not in body
    assert works(guarded, body["access_token"])


GOOD = {"client_id": "the id", "client_secret": "a+b%2B:c"}


@pytest.mark.parametrize(
    ("form", "more", "status", "error"),
    [
        ({**GRANT, **GOOD, "client_secret": "wrong"}, {}, 401, "invalid_client"),
        ({**GRANT, "client_id": "the id"}, {}, 401, "invalid_client"),
        (GRANT, {}, 401, "invalid_client"),
        (GRANT, {"auth": ("the id", "wrong")}, 401, "invalid_client"),
        (GRANT, {"headers": {"Authorization": "Basic ???"}}, 401, "invalid_client"),
        (GRANT, {"headers": {"Authorization": "Bearer x"}}, 401, "invalid_client"),
        (GOOD, {}, 400, "invalid_request"),
        ({**GOOD, "grant_type": "password"}, {}, 400, "unsupported_grant_type"),
        ({**GRANT, **GOOD, "scope": ["a", "b"]}, {}, 400, "invalid_request"),
        ({**GRANT, **GOOD}, {"auth": ("the id", "a+b%2B:c")}, 400, "invalid_request"),
        ({**GRANT, **GOOD, "pad": "x" * 100_000}, {}, 400, "invalid_request"),
    ],
)
def test_token_errors(guarded: Sandbox, form: dict[str, Any], more: dict[str, Any], status: int, error: str) -> None:
    reply = ask(guarded, form, **more)
    assert (reply.status_code, reply.json()["error"]) == (status, error)
    assert ("WWW-Authenticate" in reply.headers) == (status == 401)
    assert "a+b%2B:c" not in reply.text


def test_a_json_body_is_rejected(guarded: Sandbox) -> None:
    reply = plain.post(guarded.token_url, json={**GRANT, **GOOD})
    assert (reply.status_code, reply.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer nonsense", "Basic dTpw", "bearer  x"])
def test_requests_without_a_valid_token_are_rejected(guarded: Sandbox, header: str | None) -> None:
    for path in ("/users", "/users/u1", "/no-such-path"):
        reply = plain.get(guarded.url + BASE + path, headers={} if header is None else {"Authorization": header})
        assert (reply.status_code, code_minor(reply)) == (401, "unauthorisedrequest")
        assert reply.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/webhooks", "/webhooks/", "/caliper/events", "/jobs/1/status", "/jobs/no/such/path"])
def test_services_without_a_base_path_need_a_token(guarded: Sandbox, path: str) -> None:
    assert plain.get(guarded.url + path).status_code == 401
    assert plain.get(guarded.url + "/no-service").status_code == 404


def test_tokens_expire(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(monotonic=lambda: 1000.0)
    monkeypatch.setattr("timeback.sandbox.app.auth.time", clock)
    with Sandbox(token_lifetime=0.2) as box:
        form = {**GRANT, "client_id": box.client_id, "client_secret": box.client_secret}
        body = ask(box, form).json()
        assert body["expires_in"] == 0.2
        headers = {"Authorization": f"Bearer {body['access_token']}"}
        clock.monotonic = lambda: 1000.1
        assert plain.get(box.url + BASE + "/users", headers=headers).status_code == 200
        clock.monotonic = lambda: 1000.3
        reply = plain.get(box.url + BASE + "/users", headers=headers)
        assert reply.status_code == 401
        assert "expired" in reply.text


def test_a_token_of_one_sandbox_is_invalid_on_another(guarded: Sandbox) -> None:
    body = ask(guarded, {**GRANT, **GOOD}).json()
    with Sandbox() as other:
        assert not works(other, body["access_token"])


def test_without_auth_tokens_are_optional_and_any_credentials_work() -> None:
    with Sandbox(auth=False) as box:
        assert ask(box, {**GRANT, "client_id": "any", "client_secret": "thing"}).json()["access_token"]
        assert plain.get(box.url + BASE + "/users").status_code == 200
        assert plain.get(box.url + BASE + "/users", headers={"Authorization": "Bearer stale"}).status_code == 200
