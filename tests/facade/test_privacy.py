"""Log lines, reprs and exception texts contain no personal data and no secrets."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from timeback import AsyncTimeBackClient, F, TimeBackClient
from timeback.errors import TimeBackError
from timeback.sandbox import Sandbox

SECRETS = ("Quisquilius", "Ermintrude", "ermintrude@example.org", "+1 555 0199", "hunter2-password", "Zauberwort")

PERSON = {
    "sourcedId": "person-1",
    "status": "active",
    "enabledUser": True,
    "givenName": SECRETS[1],
    "familyName": SECRETS[0],
    "email": SECRETS[2],
    "phone": SECRETS[3],
    "password": SECRETS[4],
    "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "missing-org"}}],
}


@pytest.fixture
def secretive() -> Iterator[Sandbox]:
    with Sandbox(users=20, seed=3, client_secret="Zauberwort") as box:
        yield box


def failures(client: TimeBackClient) -> Iterator[Callable[[], Any]]:
    users = client.rostering.users
    yield lambda: users.create_user(PERSON)
    yield lambda: users.create_user(PERSON | {"givenName": 5})
    yield lambda: users.create_user(PERSON | {"roles": [SECRETS[0]]})
    yield lambda: users.update_user("person-1", PERSON | {"email": {"of": SECRETS[1]}})
    yield lambda: users.list_users(filter_expr=F.family_name == SECRETS[0], sort=SECRETS[1])
    yield lambda: users.list_users(filter_expr=f"familyName={SECRETS[0]}")
    yield lambda: users.list_users(filter_expr=f"{SECRETS[0]}='x'")
    yield lambda: users.list_users(fields=[SECRETS[2]])
    yield lambda: users.list_users(limit=SECRETS[0])  # type: ignore[arg-type]
    yield lambda: users.list_users(search=SECRETS[0] + "\ud800")
    yield lambda: users.find(email=SECRETS[2])


def test_errors_hold_nothing_of_a_person(secretive: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="timeback")
    told = []
    with secretive.client(max_retries=1) as client:
        for failure in failures(client):
            with pytest.raises(TimeBackError) as caught:
                failure()
            error = caught.value
            told.append("".join(traceback.format_exception_only(error)) + repr(error) + str(error.args))
        for fault in ({"status": 500}, {"cut": "before"}, {"truncate": True}, {"html": True}, {"status": 422}):
            secretive.faults.clear()
            secretive.faults.add(path="*/users*", **fault)  # type: ignore[arg-type]
            with pytest.raises(TimeBackError) as caught:
                client.rostering.users.list_users(filter_expr=F.email == SECRETS[2])
            told.append("".join(traceback.format_exception(caught.value)) + repr(caught.value.__dict__))
        told += [repr(client), repr(client.settings), repr(client._session)]
    told += [record.getMessage() + str(record.args) for record in caplog.records if record.name.startswith("timeback")]
    assert any(record.name.startswith("timeback") for record in caplog.records)
    for text in told:
        for secret in SECRETS:
            assert secret not in text


def test_reprs_show_ids_only(secretive: Sandbox) -> None:
    with secretive.client() as client:
        page = client.rostering.users.list_users(limit=3)
        user = page[0]
        shown = [repr(page), repr(user), repr(list(page)), str(user), repr(user.roles), repr(user.user_ids)]
        assert str(user.sourced_id) in repr(user)
        for text in shown:
            for value in (user.given_name, user.family_name, user.email, user.username):
                assert str(value) not in text


async def test_wrong_credentials_say_what_to_do_and_no_secret(secretive: Sandbox) -> None:
    settings: dict[str, Any] = {
        "environment": "staging",
        "api_url": secretive.url,
        "client_id": "an-id",
        "client_secret": "Zauberwort-wrong",
    }
    with TimeBackClient(**settings) as client, pytest.raises(TimeBackError) as caught:
        client.rostering.users.list_users()
    text = "".join(traceback.format_exception(caught.value))
    assert "TIMEBACK_STAGING_CLIENT_ID" in text
    assert "Zauberwort" not in str(caught.value)
    async with AsyncTimeBackClient(**settings) as client:
        with pytest.raises(TimeBackError, match="staging"):
            await client.rostering.users.list_users()
