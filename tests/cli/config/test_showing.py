"""timeback config list and show: settings and where each comes from, without secrets."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.config.conftest import MemoryKeyring
from tests.cli.config.kit import SECRET, ok, run, shown


def test_the_list_tells_where_secrets_are(written: Path) -> None:
    rows = json.loads(ok("list", "-o", "json").stdout)
    assert rows["file"] == str(written)
    assert [(row["profile"], row["environment"], row["secret"]) for row in rows["profiles"]] == [
        ("staging", "staging", "the configuration file"),
        ("district", None, "variable TIMEBACK_DISTRICT_CLIENT_SECRET"),
    ]
    assert ok("list").stdout.splitlines()[0].split() == ["profile", "environment", "api_url", "client_id", "secret"]
    assert ok("list", "--query", "profiles[].profile", "-o", "table").stdout == "staging\ndistrict\n"


def test_without_a_file_the_list_is_empty_and_says_what_to_do(file: Path) -> None:
    result = ok("list")
    assert result.stdout == ""
    assert str(file) in result.stderr
    assert "timeback config login" in result.stderr


def test_show_tells_where_each_setting_comes_from(written: Path) -> None:
    found = shown("staging", "--max-retries", "2", TIMEBACK_DEADLINE="7")
    assert found["client_id"] == ("me", "profile staging")
    assert found["client_secret"] == ("set", "profile staging")
    assert found["timeout"] == (10, "profile staging")
    assert found["max_retries"] == (2, "option --max-retries")
    assert found["deadline"] == (7, "variable TIMEBACK_DEADLINE")
    assert found["environment"] == ("staging", "name of the profile staging")
    assert found["api_url"] == ("https://api.staging.alpha-1edtech.ai", "follows from the addresses")
    assert found["http2"] == (False, "default")
    assert found["filter_quotes"] == ("double", "default")

    district = shown("--profile", "district", TIMEBACK_DISTRICT_CLIENT_SECRET=SECRET, TIMEBACK_DISTRICT_SCOPE="a")
    assert district["client_secret"] == ("set", "variable TIMEBACK_DISTRICT_CLIENT_SECRET")
    assert district["scope"] == ("a", "variable TIMEBACK_DISTRICT_SCOPE")
    assert district["proxy"] == ("http://...@proxy.example:8080", "profile district")
    assert district["extra_headers"] == (["X-Key"], "profile district")
    assert district["base_paths"] == ({"rostering": "/or/v1p2"}, "profile district")


def test_show_without_a_profile_shows_the_variables(file: Path) -> None:
    found = shown(TIMEBACK_ENVIRONMENT="staging", TIMEBACK_CLIENT_ID="me", TIMEBACK_STAGING_CLIENT_SECRET=SECRET)
    assert found["environment"] == ("staging", "variable TIMEBACK_ENVIRONMENT")
    assert found["client_id"] == ("me", "variable TIMEBACK_CLIENT_ID")
    assert found["client_secret"] == ("set", "variable TIMEBACK_STAGING_CLIENT_SECRET")
    official = shown(TIMEBACK_ENV="production", TIMEBACK_API_CLIENT_ID="me", TIMEBACK_API_CLIENT_SECRET=SECRET)
    assert official["client_secret"] == ("set", "variable TIMEBACK_API_CLIENT_SECRET")


def test_show_tells_what_is_missing(file: Path) -> None:
    result = run("show", "-e", "staging")
    assert result.exit_code == 2
    assert "client_id is missing" in result.stderr
    rows = {line.split()[0]: line for line in result.stdout.splitlines()}
    assert "option --environment" in rows["environment"]
    assert "not set" in rows["client_id"]
    assert run("show", "nobody").exit_code == 2
    nothing = run("show").stderr
    assert "pass --environment staging" in nothing
    assert "environment=" not in nothing
    assert "api_url=" not in nothing


def test_show_reads_no_secret_from_the_keyring(written: Path, memory: MemoryKeyring) -> None:
    written.write_text('[staging]\nclient_id = "me"\nclient_secret_keyring = true\n')
    assert shown("staging")["client_secret"] == ("set", "profile staging: the keyring")
    written.write_text('[staging]\nclient_id = "me"\nclient_secret_file = "x.secret"\n')
    assert shown("staging")["client_secret"][1].endswith("x.secret")
