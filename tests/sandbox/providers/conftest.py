"""A provider of the OneRoster standard with objects in all of its collections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests import plain
from timeback.sandbox import Sandbox
from timeback.sandbox.spec.openapi import Api, load_standard

ROSTER, GRADES, RESOURCES = (f"/ims/oneroster/{name}/v1p2" for name in ("rostering", "gradebook", "resources"))
STUDENT, CLASS, SCHOOL, SESSION = "user-000006", "class-001-kg-1-ela", "org-school-001", "session-2025-g1"


def ref(sourced_id: str) -> dict[str, str]:
    return {"sourcedId": sourced_id}


# In the form of the platform: null, booleans, a time in scoreDate, and properties that the standard does not have.
GRADEBOOK: dict[str, dict[str, Any]] = {
    "resources": {"sourcedId": "r1", "title": "One", "vendorResourceId": "v1", "roles": ["student", "primary"]},
    "categories": {"sourcedId": "k1", "title": "Homework", "weight": None},
    "scoreScales": {
        "sourcedId": "s1", "title": "Letters", "type": "letters", "class": ref(CLASS), "course": None,
        "scoreScaleValue": [{"itemValueLHS": "A", "itemValueRHS": "90-100", "value": "A", "description": "Good"}],
    },
    "lineItems": {
        "sourcedId": "l1", "title": "Essay", "assignDate": "2025-09-01T00:00:00.000Z",
        "dueDate": "2025-09-08", "class": ref(CLASS), "school": ref(SCHOOL), "category": ref("k1"),
        "scoreScale": ref("s1"), "gradingPeriod": ref(SESSION),
    },
    "results": {
        "sourcedId": "g1", "lineItem": ref("l1"), "student": {**ref(STUDENT), "name": "A name"}, "score": 9,
        "scoreStatus": "fully graded", "scoreDate": "2025-09-09T08:00:00.000Z", "comment": None, "late": "false",
    },
    "assessmentLineItems": {"sourcedId": "a1", "title": "Test", "course": ref("course-ela-kg"), "class": ref(CLASS)},
    "assessmentResults": {
        "sourcedId": "b1", "assessmentLineItem": ref("a1"), "student": ref(STUDENT), "score": 9.5,
        "scoreStatus": "graded by a machine", "scoreDate": "2025-09-09T08:00:00.000Z",
    },
}  # fmt: skip


@pytest.fixture(scope="session")
def api() -> Api:
    return load_standard()


@pytest.fixture(scope="package")
def provider() -> Iterator[Sandbox]:
    with Sandbox(provider="oneroster", users=60, seed=1) as box:
        for collection, value in GRADEBOOK.items():
            box.store.load(collection, [value])
        for collection, sourced_id in (("users", STUDENT), ("classes", CLASS), ("courses", "course-ela-kg")):
            value = box.store.get(collection, sourced_id)
            assert value is not None, sourced_id
            box.store.load(collection, [{**value, "resources": [ref("r1")]}])
        yield box


@pytest.fixture(scope="package")
def http(provider: Sandbox) -> Iterator[httpx.Client]:
    with connect(provider) as client:
        yield client


def connect(box: Sandbox, scope: str | None = None) -> httpx.Client:
    """A plain HTTP client with all scopes, or with the given ones."""
    everything = load_standard().operations[0].document.content["components"]["securitySchemes"]["OAuth2"]["flows"]
    asked = " ".join(everything["clientCredentials"]["scopes"]) if scope is None else scope
    form = {"grant_type": "client_credentials", "client_id": box.client_id, "client_secret": box.client_secret}
    token = plain.post(box.token_url, data={**form, "scope": asked}).raise_for_status().json()["access_token"]
    return plain.Client(base_url=box.url, headers={"Authorization": f"Bearer {token}"})
