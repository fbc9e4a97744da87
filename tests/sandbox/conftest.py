from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests import plain
from timeback.sandbox import Sandbox

BASE = "/ims/oneroster/rostering/v1p2"


def token(box: Sandbox) -> str:
    form = {"grant_type": "client_credentials", "client_id": box.client_id, "client_secret": box.client_secret}
    return str(plain.post(box.token_url, data=form).raise_for_status().json()["access_token"])


def connect(box: Sandbox, **settings: Any) -> httpx.Client:
    """A plain HTTP client of the rostering service, with a token."""
    return plain.Client(base_url=box.url + BASE, headers={"Authorization": f"Bearer {token(box)}"}, **settings)


def owner(box: Sandbox) -> httpx.Client:
    """A plain HTTP client that knows the sandbox's secret."""
    return plain.Client(base_url=box.url, auth=(box.client_id, box.client_secret), trust_env=False)


def description(reply: httpx.Response) -> str:
    return str(reply.json()["imsx_description"])


def code_minor(reply: httpx.Response) -> str:
    return str(reply.json()["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"])


def without_href(value: Any) -> Any:
    """A value without the addresses that the server adds to references."""
    if isinstance(value, dict):
        return {name: without_href(inner) for name, inner in value.items() if name != "href"}
    return [without_href(inner) for inner in value] if isinstance(value, list) else value


def org(sourced_id: str, **more: Any) -> dict[str, Any]:
    return {"sourcedId": sourced_id, "status": "active", "name": f"Org {sourced_id}", "type": "school", **more}


def user(sourced_id: str, role: str = "student", at: str = "o1", **more: Any) -> dict[str, Any]:
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "enabledUser": True,
        "givenName": "Given",
        "familyName": "Family",
        "roles": [{"roleType": "primary", "role": role, "org": {"sourcedId": at}}],
        **more,
    }


@pytest.fixture(scope="session")
def running() -> Iterator[tuple[Sandbox, httpx.Client]]:
    with Sandbox() as box, connect(box) as client:
        yield box, client


@pytest.fixture
def box(running: tuple[Sandbox, httpx.Client]) -> Sandbox:
    """A sandbox without objects, faults or requests."""
    box, _ = running
    box.store.clear()
    box.faults.clear()
    box._log.clear()
    return box


@pytest.fixture
def http(box: Sandbox, running: tuple[Sandbox, httpx.Client]) -> httpx.Client:
    return running[1]


@pytest.fixture
def users(box: Sandbox) -> Callable[..., None]:
    """Loads an organisation o1 and users into the store."""

    def load(*objects: dict[str, Any]) -> None:
        box.store.load("orgs", [org("o1")])
        box.store.load("users", objects)

    return load
