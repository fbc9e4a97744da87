"""Scopes of the standard: the token endpoint, and the operations that a token allows."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests import plain
from tests.sandbox.conftest import code_minor
from timeback.errors import PermissionDeniedError
from timeback.sandbox import Sandbox
from timeback.sandbox.app.scopes import PREFIX, sufficient_scopes
from timeback.sandbox.spec.openapi import load_standard

from .conftest import connect

OPERATIONS = load_standard().operations
ALL = frozenset(scope for operation in OPERATIONS for choice in sufficient_scopes(operation) for scope in choice)


@pytest.mark.parametrize("scope", [None, "", " ", "roster.readonly", PREFIX + "roster.write", f"{min(ALL)} urn:other"])
def test_a_token_needs_known_scopes(provider: Sandbox, scope: str | None) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
    }
    reply = plain.post(provider.token_url, data=form if scope is None else {**form, "scope": scope})
    assert (reply.status_code, reply.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize("scope", sorted(ALL))
def test_a_token_allows_what_its_scope_names(provider: Sandbox, scope: str) -> None:
    """All operations with a token of one scope: with a path of no object, so that none changes anything."""
    wrong = []
    with connect(provider, scope) as http:
        for operation in OPERATIONS:
            path = operation.document.base_path + operation.path.replace("{", "no-").replace("}", "")
            status = http.request(operation.method, path, json={} if operation.body else None).status_code
            allowed = any(choice == {scope} for choice in sufficient_scopes(operation))
            if (status == 403) is allowed or status == 401:
                wrong.append((operation.id, status))
    assert wrong == []


def test_the_error_is_that_of_the_standard(provider: Sandbox) -> None:
    with connect(provider, PREFIX + "gradebook.readonly") as http:
        reply: httpx.Response = http.get("/ims/oneroster/rostering/v1p2/users")
    assert (reply.status_code, code_minor(reply)) == (403, "forbidden")
    assert "imsx_error_details" not in reply.json()


def test_the_clients_ask_for_the_scopes_themselves(provider: Sandbox) -> None:
    async def count() -> int | None:
        async with provider.async_client() as client:
            return (await client.rostering.demographics.list_demographics(limit=1)).total_count

    with provider.client() as client:
        assert client.rostering.users.list_users(limit=1).total_count == 60
        assert client.gradebook.assessment_results.list_assessment_results().total_count == 1
    assert asyncio.run(count()) == 54
    with provider.client(scope=PREFIX + "resource.readonly") as client, pytest.raises(PermissionDeniedError):
        client.rostering.users.list_users()


def test_without_auth_no_token_is_needed() -> None:
    with Sandbox(provider="oneroster", auth=False) as box:
        assert plain.get(f"{box.url}/ims/oneroster/rostering/v1p2/users").json() == {"users": []}


def test_an_unknown_provider_is_refused() -> None:
    with pytest.raises(ValueError, match="provider must be one of platform, oneroster"):
        Sandbox(provider="other")  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_provider_in_a_process_of_its_own() -> None:
    with Sandbox(provider="oneroster", users=20, process=True) as box, box.client() as client:
        assert client.rostering.academic_sessions.get_academic_session("session-2025").org is None
        assert [request.status for request in box.requests] == [200, 200]
