"""OAuth2 scopes: the operations that a token with scopes allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests import plain
from timeback._spec import documents
from timeback.errors import PermissionDeniedError
from timeback.sandbox import Sandbox
from timeback.sandbox.app.scopes import PREFIX, sufficient_scopes
from timeback.sandbox.spec.openapi import load

from .conftest import code_minor, description, org, user

ROSTER, GRADES, RESOURCES = (f"/ims/oneroster/{name}/v1p2" for name in ("rostering", "gradebook", "resources"))
EVERYTHING = {scope for operation in load().operations for choice in sufficient_scopes(operation) for scope in choice}
CATEGORY = {"category": {"sourcedId": "k1", "status": "active", "title": "Homework"}}


@pytest.fixture(scope="module")
def guarded() -> Iterator[Sandbox]:
    with Sandbox() as box:
        box.store.load("orgs", [org("o1")])
        box.store.load("users", [user("u1")])
        box.store.load("classes", [{"sourcedId": "c1", "title": "Class"}])
        yield box


def client(box: Sandbox, *scopes: str) -> httpx.Client:
    form = {
        "grant_type": "client_credentials", "client_id": box.client_id, "client_secret": box.client_secret,
        "scope": " ".join(scope if "/" in scope else PREFIX + scope for scope in scopes),
    }  # fmt: skip
    token = plain.post(box.token_url, data=form).raise_for_status().json()["access_token"]
    return plain.Client(base_url=box.url, headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize(
    ("scope", "method", "path", "allowed"),
    [
        ("roster.readonly", "GET", ROSTER + "/users", True),
        ("roster.readonly", "GET", ROSTER + "/classes/c1/students", True),
        ("roster.readonly", "GET", ROSTER + "/demographics", False),
        ("roster.readonly", "GET", ROSTER + "/users/u1/demographics", False),
        ("roster.readonly", "GET", GRADES + "/results", False),
        ("roster.readonly", "DELETE", ROSTER + "/users/u1", False),
        ("roster.readonly", "PUT", ROSTER + "/users/u1", False),
        ("roster-core.readonly", "GET", ROSTER + "/users/u1", True),
        ("roster-core.readonly", "GET", ROSTER + "/schools", True),
        ("roster-core.readonly", "GET", ROSTER + "/classes/c1/students", False),
        ("roster-core.readonly", "GET", ROSTER + "/schools/o1/classes", False),
        ("roster-demographics.readonly", "GET", ROSTER + "/demographics", True),
        ("roster-demographics.readonly", "GET", ROSTER + "/users", False),
        ("gradebook.readonly", "GET", GRADES + "/classes/c1/results", True),
        ("gradebook-core.readonly", "GET", GRADES + "/categories", True),
        ("gradebook-core.readonly", "GET", GRADES + "/classes/c1/results", False),
        ("gradebook.readonly", "PUT", GRADES + "/categories/k1", False),
        ("gradebook.createput", "PUT", GRADES + "/categories/k1", True),
        ("gradebook.createput", "GET", GRADES + "/categories/k1", False),
        ("gradebook.createput", "DELETE", GRADES + "/categories/k1", False),
        ("gradebook.createpost", "POST", GRADES + "/categories", True),
        ("gradebook.createpost", "PUT", GRADES + "/categories/k1", False),
        ("gradebook.delete", "DELETE", GRADES + "/categories/k1", True),
        ("gradebook.readonly", "GET", GRADES + "/assessmentResults", False),
        ("assessment.readonly", "GET", GRADES + "/assessmentResults", True),
        ("assessment.readonly", "GET", GRADES + "/results", False),
        ("assessment.delete", "DELETE", GRADES + "/assessmentLineItems/x", True),
        ("assessment.createput", "DELETE", GRADES + "/assessmentLineItems/x", False),
        ("resource-core.readonly", "GET", RESOURCES + "/resources", True),
        ("resource-core.readonly", "GET", RESOURCES + "/classes/c1/resources", False),
        ("resource.readonly", "GET", RESOURCES + "/classes/c1/resources", True),
        ("resource.readonly", "POST", RESOURCES + "/resources", False),
        ("roster.readonly", "GET", "/powerpath/placement/subjects", False),
        ("roster.readonly", "GET", "/api/assessment-items", False),
        ("urn:of/another/house", "GET", ROSTER + "/users", False),
    ],
)
def test_operations_that_a_scope_allows(guarded: Sandbox, scope: str, method: str, path: str, allowed: bool) -> None:
    with client(guarded, scope) as http:
        body: dict[str, Any] = {"json": CATEGORY} if method in ("PUT", "POST") else {}
        reply = http.request(method, path, **body)
    if allowed:
        assert reply.status_code not in (401, 403), reply.text
        return
    assert (reply.status_code, reply.headers["Content-Type"]) == (403, "application/json")
    assert 'error="insufficient_scope"' in reply.headers["WWW-Authenticate"]


def test_the_error_names_the_sufficient_scopes(guarded: Sandbox) -> None:
    with client(guarded, "roster.readonly") as http:
        reply = http.get(ROSTER + "/demographics")
        assert code_minor(reply) == "forbidden"
        assert f"{PREFIX}roster-demographics.readonly" in description(reply)
        assert f'scope="{PREFIX}roster-demographics.readonly"' in reply.headers["WWW-Authenticate"]
        before = guarded.store.get("users", "u1")
        assert "scope" in description(http.delete(ROSTER + "/users/u1"))
        assert guarded.store.get("users", "u1") == before


def test_scopes_add_up_and_no_scope_allows_everything(guarded: Sandbox) -> None:
    with client(guarded, "roster.readonly", "roster-demographics.readonly") as http:
        assert http.get(ROSTER + "/users").status_code == http.get(ROSTER + "/demographics").status_code == 200
    with client(guarded) as http:
        assert http.get(ROSTER + "/demographics").status_code == 200
        assert http.post(ROSTER + "/orgs", json={"org": org("o2")}).status_code == 201


def test_a_client_with_the_wrong_scope(guarded: Sandbox) -> None:
    with guarded.client(scope=PREFIX + "gradebook.readonly") as wrong, pytest.raises(PermissionDeniedError):
        wrong.rostering.users.list_users()
    with guarded.client(scope=[PREFIX + "roster.readonly"]) as right:
        assert right.rostering.users.list_users().total_count == 1


def test_without_auth_scopes_are_ignored() -> None:
    with Sandbox(auth=False) as box, client(box, "gradebook.readonly") as http:
        assert http.get(ROSTER + "/users").status_code == 200


def test_all_scopes_are_declared_in_the_documents() -> None:
    def declared(document: documents.Document) -> set[str]:
        return set(document.content["components"]["securitySchemes"]["OAuth2"]["flows"]["clientCredentials"]["scopes"])

    for operation in load().operations:
        for choice in sufficient_scopes(operation):
            assert choice <= declared(operation.document), operation.id
    assert declared(documents.load("rostering")) == {scope for scope in EVERYTHING if scope.startswith(PREFIX)}
