"""Settings of another provider, seen by its servers: scopes, services on other hosts, quotes in filters, the order."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.facade.local_provider import ROSTERING, LocalProvider
from timeback import AsyncTimeBackClient, F, OneRosterScope, TimeBackClient
from timeback.cli.app import timeback
from timeback.errors import InvalidRequestError, NotFoundError

EMPTY: dict[str, Any] = {
    "users": [],
    "orgs": [],
    "categories": [],
    "resources": [],
    "totalCount": 0,
}


@pytest.fixture
def provider() -> Iterator[LocalProvider]:
    with LocalProvider(lambda path, query: (200, EMPTY)) as provider:
        yield provider


# Scopes


@pytest.mark.parametrize(
    "scope",
    [
        [OneRosterScope.ROSTER_READONLY, OneRosterScope.GRADEBOOK_READONLY],
        f"{OneRosterScope.ROSTER_READONLY} {OneRosterScope.GRADEBOOK_READONLY}",
        (scope for scope in OneRosterScope if scope.endswith(("/roster.readonly", "/gradebook.readonly"))),
    ],
    ids=["list", "text", "generator"],
)
def test_scopes_are_requested_with_the_token(provider: LocalProvider, scope: Any) -> None:
    with TimeBackClient(**provider.settings, scope=scope) as client:
        client.rostering.users.list_users()
    (sent,) = provider.tokens
    prefix = "https://purl.imsglobal.org/spec/or/v1p2/scope/"
    assert sent.form["scope"] == f"{prefix}roster.readonly {prefix}gradebook.readonly"


# Services on other hosts


def test_a_service_on_another_host_gets_its_requests_and_the_token(provider: LocalProvider, tmp_path: Path) -> None:
    with LocalProvider(lambda path, query: (200, EMPTY)) as gradebook:
        paths = {"gradebook": f"{gradebook.url}/grades/v1p2/", "rostering": "/or"}
        with TimeBackClient(**provider.settings, base_paths=paths) as client:
            client.rostering.users.list_users()
            client.gradebook.categories.list_categories()
            checkpoint = tmp_path / "checkpoint"
            assert list(client.gradebook.categories.iter_categories(checkpoint=checkpoint)) == []
        assert [one.path for one in provider.requests] == ["/or/users"]
        assert {one.path for one in gradebook.requests} == {"/grades/v1p2/categories"}
        assert {one.authorization for one in (*provider.requests, *gradebook.requests)} == {"Bearer token-1"}
        assert (len(provider.tokens), len(gradebook.tokens)) == (1, 0)


# The same settings from variables, a profile and options


def by_variables(settings: dict[str, str], tmp_path: Path) -> list[str]:
    return []


def by_profile(settings: dict[str, str], tmp_path: Path) -> list[str]:
    paths = ", ".join(
        f'{pair.partition("=")[0]} = "{pair.partition("=")[2]}"' for pair in settings["BASE_PATHS"].split()
    )
    (tmp_path / "config.toml").write_text(
        f'[district]\napi_url = "{settings["API_URL"]}"\nclient_id = "id"\nscope = "{settings["SCOPE"]}"\n'
        f'filter_quotes = "{settings["FILTER_QUOTES"]}"\nbase_paths = {{ {paths} }}\n'
        f'token_auth = "{settings["TOKEN_AUTH"]}"\n'
    )
    return ["--profile", "district"]


def by_variables_of_a_profile(settings: dict[str, str], tmp_path: Path) -> list[str]:
    (tmp_path / "config.toml").write_text(f"[district]\napi_url = '{settings['API_URL']}'\n")
    return ["--profile", "district"]


def by_options(settings: dict[str, str], tmp_path: Path) -> list[str]:
    return [part for name, text in settings.items() for part in (f"--{name.lower().replace('_', '-')}", text)]


@pytest.mark.parametrize("give", [by_variables, by_profile, by_variables_of_a_profile, by_options])
def test_the_command_line_takes_them_from_everywhere(
    provider: LocalProvider, tmp_path: Path, give: Callable[[dict[str, str], Path], list[str]]
) -> None:
    settings = {
        "API_URL": provider.url,
        "CLIENT_ID": "id",
        "SCOPE": "a b",
        "BASE_PATHS": f"rostering=/or gradebook={provider.url}/gb",
        "FILTER_QUOTES": "none",
        "TOKEN_AUTH": "basic",
    }
    options = give(settings, tmp_path)
    environ = {"TIMEBACK_CONFIG": str(tmp_path / "config.toml"), "TIMEBACK_CLIENT_SECRET": "secret"}
    if give is by_variables:
        environ |= {f"TIMEBACK_{name}": text for name, text in settings.items()}
    if "--profile" in options:
        environ["TIMEBACK_DISTRICT_CLIENT_SECRET"] = "secret"
    if give is by_variables_of_a_profile:
        environ |= {f"TIMEBACK_DISTRICT_{name}": text for name, text in settings.items()}
    result = CliRunner().invoke(timeback, ["doctor", *options], env=environ)
    assert result.exit_code == 0, result.output
    assert provider.tokens[0].form["scope"] == "a b"
    assert {"/or/orgs", "/gb/categories"} <= {one.path for one in provider.requests}
    assert provider.tokens[0].authorization == f"Basic {b64encode(b'id:secret').decode()}"
    assert "filter_quotes none\ntoken_auth basic\n" in result.output


# Quotes in filters


@pytest.mark.parametrize(
    ("quotes", "sent"),
    [
        ("double", r"familyName='O''Brien\' AND givenName=''"),
        ("backslash", r"familyName='O\'Brien\\' AND givenName=''"),
    ],
)
def test_values_are_quoted_as_the_server_reads_them(provider: LocalProvider, quotes: Any, sent: str) -> None:
    condition = (F.family_name == "O'Brien\\") & (F.given_name == "")
    as_text = "familyName='O''Brien'"
    with TimeBackClient(**provider.settings, filter_quotes=quotes) as client:
        users = client.rostering.users
        users.list_users(filter_expr=condition)
        list(users.iter_users(filter_expr=condition))
        users.first(filter_expr=condition)
        with pytest.raises(NotFoundError, match="no user matches"):
            users.find(family_name="O'Brien\\", given_name="")
        users.list_users(filter_expr=as_text)
    *built, given = [one.query["filter"] for one in provider.requests]
    assert built == [sent] * 4
    # Text is sent as it was given.
    assert given == as_text


def test_a_value_that_the_server_cannot_read_is_refused_before_anything_is_sent(provider: LocalProvider) -> None:
    with TimeBackClient(**provider.settings, filter_quotes="none") as client:
        users = client.rostering.users
        for call in (
            lambda: users.list_users(filter_expr=F.family_name == "O'Brien"),
            lambda: list(users.iter_users(filter_expr=F.family_name == "O'Brien")),
            lambda: users.first(filter_expr=F.family_name.contains("O'Brien")),
        ):
            with pytest.raises(InvalidRequestError, match="filter_quotes") as caught:
                call()
            assert "Brien" not in str(caught.value)
        assert not provider.requests
        users.list_users(filter_expr=(F.family_name == "Brien") & (F.given_name == ""))
    assert provider.requests[0].query["filter"] == "familyName='Brien' AND givenName=''"


# The order


async def test_a_sort_always_has_a_direction(provider: LocalProvider) -> None:
    with TimeBackClient(**provider.settings) as client:
        users = client.rostering.users
        users.list_users(sort="family_name")
        users.first(sort=F.family_name)
        list(users.iter_users(sort="familyName"))
        users.list_users(sort="familyName", order_by="desc")
        users.list_users()
    async with AsyncTimeBackClient(**provider.settings) as other:
        await other.rostering.users.list_users(sort="familyName")
    orders = [(one.query.get("sort"), one.query.get("orderBy")) for one in provider.requests]
    up = ("familyName", "asc")
    assert orders == [up, up, up, ("familyName", "desc"), (None, None), up]
    assert provider.requests[0].path == f"{ROSTERING}/users"
