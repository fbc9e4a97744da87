"""Dictionaries with properties that the document does not define: refused, sent with one warning, or sent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import timeback_runtime.unknown_properties as module
from timeback import TimeBackClient
from timeback.errors import ConfigurationError, InvalidRequestError, UnknownPropertyWarning
from timeback.migration import Migration
from timeback.sandbox import Sandbox
from timeback_api.rostering import AuthenticatedClient
from timeback_api.rostering.api.users import create_user
from timeback_api.rostering.models import Org, Role, User

ADA: dict[str, Any] = {
    "sourcedId": "ada",
    "enabledUser": True,
    "givenName": "Ada",
    "familyName": "Byron",
    "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "org-district"}}],
}


@pytest.fixture(autouse=True)
def first_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the warning and the properties that replies of other tests had."""
    monkeypatch.setattr(module, "_has_warned", False)
    for model in (Org, Role, User):
        monkeypatch.setattr(model, "_EXPECTED", frozenset())


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(users=20, seed=2) as box:
        yield box


def without(**changes: Any) -> dict[str, Any]:
    return {name: value for name, value in {**ADA, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    ("user", "words"),
    [
        (without(givenName=None, givenNam="Ada"), "user: User has no property 'givenNam'. Did you mean 'givenName'?"),
        (without(givenName=None, givenname="Ada"), "user: User has no property 'givenname'. Did you mean 'givenName'?"),
        (without(roles=None, role=ADA["roles"]), "user: User has no property 'role'. Did you mean 'roles'?"),
        (
            without(roles=[{"roleTyp": "primary", "role": "student", "org": {"sourcedId": "org-district"}}]),
            "user.roles[0]: Role has no property 'roleTyp'. Did you mean 'roleType'?",
        ),
        (
            without(roles=[{"roleType": "primary", "role": "student", "org": {"sourceId": "org-district"}}]),
            "user.roles[0].org: Reference has no property 'sourceId'. Did you mean 'sourcedId'?",
        ),
    ],
)
@pytest.mark.parametrize("policy", ["warn", "allow", "refuse"])
def test_a_misspelt_required_property_is_refused(box: Sandbox, policy: Any, user: Any, words: str) -> None:
    with box.client(unknown_properties=policy) as client, pytest.raises(InvalidRequestError) as caught:
        client.rostering.users.create_user(user)
    assert words in str(caught.value)
    assert "Ada" not in str(caught.value)


def test_another_unknown_property_is_sent_with_one_warning(client: TimeBackClient) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        client.rostering.users.upsert(without(nickName="Countess"))
        client.rostering.users.upsert(without(emial="ada@example.org"))
    (warning,) = caught
    assert "user: User has no property 'nickName'." in str(warning.message)
    assert "Countess" not in str(warning.message)
    assert "unknown_properties='allow'" in str(warning.message)
    assert warning.filename == __file__
    stored = client.rostering.users.get_user("ada")
    assert stored.additional_properties["emial"] == "ada@example.org"


def test_the_warning_suggests_a_similar_optional_property(client: TimeBackClient) -> None:
    with pytest.warns(UnknownPropertyWarning, match=r"no property 'emial'. Did you mean 'email'\\?"):
        client.rostering.users.upsert(without(emial="ada@example.org"))


def test_a_key_that_is_no_identifier_is_not_repeated(client: TimeBackClient) -> None:
    with pytest.warns(UnknownPropertyWarning) as caught:
        client.rostering.users.upsert(without(**{"Ada Byron": 1}))
    assert "Byron" not in str(caught[0].message)
    assert "User has no such property" in str(caught[0].message)


@pytest.mark.parametrize("place", ["roles[0]", "roles[0].org", "userIds[0]"])
def test_nested_properties_are_found(client: TimeBackClient, place: str) -> None:
    user = json.loads(json.dumps(without(userIds=[{"type": "sis", "identifier": "1"}])))
    for target in {"roles[0]": [user["roles"][0]], "roles[0].org": [user["roles"][0]["org"]]}.get(
        place, [user["userIds"][0]]
    ):
        target["extra"] = 1
    with pytest.warns(UnknownPropertyWarning) as caught:
        client.rostering.users.upsert(user)
    assert f"user.{place}: " in str(caught[0].message)


def test_patches_and_lists_are_checked(client: TimeBackClient) -> None:
    with pytest.warns(UnknownPropertyWarning, match="nickName"):
        client.rostering.users.upsert(without(nickName="Countess"))
    module._has_warned = False
    with pytest.warns(UnknownPropertyWarning, match="nickNames"):
        client.rostering.users.create_many([{**ADA, "sourcedId": "ada-2", "nickNames": 1}])


def test_refuse_sends_nothing(box: Sandbox) -> None:
    with box.client(unknown_properties="refuse") as client:
        before = len(box.requests)
        with pytest.raises(InvalidRequestError, match=r"user: User has no property 'nickName'.*unknown_properties"):
            client.rostering.users.create_user(without(sourcedId="never", nickName="x"))
        assert len(box.requests) == before


def test_allow_is_silent(box: Sandbox) -> None:
    with box.client(unknown_properties="allow") as client, warnings.catch_warnings():
        warnings.simplefilter("error")
        client.rostering.users.upsert(without(nickName="Countess"))


def test_metadata_is_free(client: TimeBackClient) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client.rostering.users.upsert(without(metadata={"anything": {"goes": 1}}))


def test_objects_never_warn(client: TimeBackClient) -> None:
    user = User.from_dict(without(sourcedId="ada-3"))
    user.additional_properties["house"] = "north"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client.rostering.users.upsert(user)


@pytest.mark.parametrize("change_first", [False, True])
@pytest.mark.parametrize("copied", [False, True])
def test_dictionaries_of_received_objects_never_warn(box: Sandbox, change_first: bool, copied: bool) -> None:
    with box.client(unknown_properties="allow") as client:
        roles = [{**ADA["roles"][0], "sinceWhen": "2026"}]
        client.rostering.users.upsert(without(sourcedId="ada-4", shoeSize=38, roles=roles))
    with box.client() as client, warnings.catch_warnings():
        warnings.simplefilter("error")
        user = client.rostering.users.get_user("ada-4")
        if change_first:
            user.given_name = "Augusta"
        data = user.to_dict()
        if copied:
            data = json.loads(json.dumps(data))
        client.rostering.users.upsert({**data, "familyName": "Lovelace"})
        assert client.rostering.users.get_user("ada-4").additional_properties["shoeSize"] == 38


def test_dictionaries_of_listed_objects_never_warn(box: Sandbox) -> None:
    with box.client(unknown_properties="allow") as client:
        for number in range(30):
            client.rostering.orgs.upsert({"sourcedId": f"o{number}", "name": "N", "type": "district", "crest": number})
    with box.client() as client, warnings.catch_warnings():
        warnings.simplefilter("error")
        for org in client.rostering.orgs.iter_orgs(page_size=10):
            client.rostering.orgs.upsert({**org.to_dict(), "name": "South"})


def test_a_migration_never_warns(box: Sandbox, tmp_path: Path) -> None:
    with box.client(unknown_properties="allow") as client:
        client.rostering.orgs.upsert({"sourcedId": "org-x", "name": "North", "type": "district", "motto": "semper"})
    with (
        Sandbox(users=5) as other,
        box.client() as source,
        other.client(unknown_properties="refuse") as target,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("error")
        report = Migration(source, target, entities=["orgs"], journal=tmp_path / "journal.db").run()
        assert not report.failed
        assert target.rostering.orgs.get_org("org-x").additional_properties["motto"] == "semper"


def test_low_level_calls_warn_too(client: TimeBackClient) -> None:
    client.check()
    settings = client.settings
    with (
        AuthenticatedClient(base_url=f"{settings.api_url}/ims/oneroster/rostering/v1p2", token="x") as low,
        pytest.warns(UnknownPropertyWarning, match="nickName"),
    ):
        create_user.sync_detailed(without(sourcedId="low", nickName="x"), client=low)


@pytest.mark.slow
def test_the_warning_is_given_once_in_a_process(box: Sandbox) -> None:
    program = """
import threading
from timeback import TimeBackClient
def write(number):
    with TimeBackClient() as client:
        client.rostering.orgs.upsert({"sourcedId": f"org-{number}", "name": "N", "type": "district", "motto": number})
threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
    settings = box.client().settings
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", program],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "TIMEBACK_API_URL": settings.api_url,
            "TIMEBACK_TOKEN_URL": settings.token_url,
            "TIMEBACK_CLIENT_ID": settings.client_id,
            "TIMEBACK_CLIENT_SECRET": str(settings.client_secret),
        },
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("UnknownPropertyWarning") == 1, done.stderr


def test_the_setting_is_checked() -> None:
    with pytest.raises(ConfigurationError, match="unknown_properties is not one of 'warn', 'allow', 'refuse'"):
        TimeBackClient(environment="staging", client_id="a", client_secret="b", unknown_properties="ignore")  # type: ignore
