"""timeback undo, and the options for pseudonyms, between two sandboxes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cli.test_moving import environment
from timeback.cli.app import timeback
from timeback.sandbox import Sandbox

KEY = "a key that nobody else knows"
ENTITIES = ("--entities", "orgs,users")
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def staging() -> Iterator[Sandbox]:
    with Sandbox(users=5, seed=5) as box:
        yield box


@pytest.fixture
def production() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def run(staging: Sandbox, production: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(tmp_path / "none.toml"))

    def invoke(*arguments: str, **more: str) -> Result:
        settings = {**environment(staging, production), **more}
        return CliRunner().invoke(timeback, arguments, env=settings, prog_name="timeback")

    return invoke


def alive(box: Sandbox) -> int:
    return sum(one["status"] == "active" for name in ("orgs", "users") for one in box.store.all(name))


def test_a_migration_is_undone(run: Run, production: Sandbox) -> None:
    assert run("migrate", "staging", "production", "--yes", "--journal", "move.db", *ENTITIES).exit_code == 0
    moved = alive(production)
    asked = run("undo", "move.db")
    assert asked.exit_code == 2
    assert "--yes" in asked.stderr
    assert "5 users" in asked.stderr
    planned = run("undo", "move.db", "--dry-run", "--json")
    assert json.loads(planned.stdout)["deleted"] == alive(production) == moved
    other = run("undo", "move.db", "staging", "--yes")
    assert other.exit_code == 2
    assert "target" in other.stderr

    done = run("undo", "move.db", "--yes", "--json")
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert (report["deleted"], report["kept"], report["failed"]) == (moved, [], [])
    assert alive(production) == 0
    again = run("undo", "move.db", "production")
    assert again.exit_code == 0, again.output


def test_what_is_left_is_printed(run: Run, production: Sandbox) -> None:
    run("migrate", "staging", "production", "--yes", "--journal", "move.db", *ENTITIES)
    user = next(iter(production.store.all("users")))["sourcedId"]
    production.faults.add(method="DELETE", path=f"/ims/*/users/{user}", status=409)
    left = run("undo", "move.db", "--yes")
    assert left.exit_code == 1
    assert f"failed: users {user}" in left.stdout
    assert "kept: orgs" in left.stdout


def test_the_target_of_a_journal_must_be_configured(run: Run) -> None:
    run("migrate", "staging", "production", "--yes", "--journal", "move.db", "--entities", "orgs")
    result = run("undo", "move.db", "--yes", TIMEBACK_PRODUCTION_API_URL="http://127.0.0.1:9")
    assert result.exit_code == 2
    assert "TARGET" in result.stderr


def test_a_server_with_several_tenants_is_not_guessed(
    run: Run, production: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The credentials of another tenant would find nothing, or the objects of the other one."""
    one = production.client_id, production.client_secret
    settings = f'api_url = "{production.url}"\ntoken_url = "{production.url}/oauth2/token"\n'
    profiles = {"north": ("other", "secret"), "south": one, "same": one}
    written = [f'[{name}]\n{settings}client_id = "{i}"\nclient_secret = "{s}"\n' for name, (i, s) in profiles.items()]
    (tmp_path / "config.toml").write_text("".join(written))
    (tmp_path / "config.toml").chmod(0o600)
    run("migrate", "staging", "production", "--yes", "--journal", "move.db", *ENTITIES)
    moved = alive(production)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(tmp_path / "config.toml"))
    result = run("undo", "move.db", "--yes")
    assert (result.exit_code, alive(production)) == (2, moved)
    assert "TARGET" in result.stderr
    assert "north" in result.stderr
    assert run("undo", "move.db", "south", "--yes").exit_code == 0
    assert alive(production) == 0


def test_the_option_that_deletes_what_was_changed_is_named(run: Run, production: Sandbox) -> None:
    run("migrate", "staging", "production", "--yes", "--journal", "move.db", *ENTITIES)
    user = next(iter(production.store.all("users")))
    production.store.load("users", [{**user, "dateLastModified": "2999-01-01T00:00:01Z"}])
    left = run("undo", "move.db", "--yes")
    assert left.exit_code == 1
    assert "(--delete-changed deletes it, too)" in left.stdout
    assert run("undo", "move.db", "--yes", "--delete-changed").exit_code == 0


@pytest.mark.parametrize("place", ["environment", "file"])
def test_the_key_of_pseudonyms_is_no_argument(run: Run, production: Sandbox, tmp_path: Path, place: str) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    options = ("--pseudonym-key-file", "key") if place == "file" else ("--pseudonymize",)
    variables = {} if place == "file" else {"TIMEBACK_PSEUDONYM_KEY": KEY}
    moved = run("migrate", "staging", "production", "--yes", "--journal", "m.db", *ENTITIES, *options, **variables)
    assert moved.exit_code == 0, moved.output
    assert not production.store.get("orgs", "org-district")
    same = run("verify", "staging", "production", "--journal", "m.db", *ENTITIES, *options, **variables)
    assert same.exit_code == 0, same.output
    assert run("undo", "m.db", "--yes").exit_code == 0


@pytest.mark.parametrize(
    ("options", "key", "told"),
    [
        (["--pseudonymize"], None, "TIMEBACK_PSEUDONYM_KEY"),
        (["--pseudonymize"], "short", "--pseudonymize"),
        (["--pseudonymize", "--with-names"], KEY, "--with-names"),
        (["--with-names"], None, "--report"),
    ],
)
def test_a_key_or_option_that_is_refused(
    run: Run, production: Sandbox, options: list[str], key: str | None, told: str
) -> None:
    variables = {} if key is None else {"TIMEBACK_PSEUDONYM_KEY": key}
    result = run("migrate", "staging", "production", "--yes", *ENTITIES, *options, **variables)
    assert result.exit_code == 2
    assert told in result.stderr
    assert alive(production) == 0
