"""Migration of users between two sandboxes over HTTP: by function, by script, and by the demo."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from timeback.errors import AuthenticationError
from timeback.migration import migrate_users, verify_migration
from timeback.sandbox import Sandbox

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
USERS = "/ims/oneroster/rostering/v1p2/users"
PEOPLE = 60


@pytest.fixture
def staging() -> Iterator[Sandbox]:
    with Sandbox(users=PEOPLE, seed=3) as box:
        yield box


@pytest.fixture
def production() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


def options(staging: Sandbox, production: Sandbox) -> dict[str, str | None]:
    return {
        "--staging-client-id": staging.client_id,
        "--staging-client-secret": staging.client_secret,
        "--prod-client-id": production.client_id,
        "--prod-client-secret": production.client_secret,
        "--staging-api-url": staging.url,
        "--staging-token-url": staging.token_url,
        "--prod-api-url": production.url,
        "--prod-token-url": production.token_url,
    }


def arguments(staging: Sandbox, production: Sandbox, **change: str | None) -> list[str]:
    given = {**options(staging, production), **{f"--{name.replace('_', '-')}": text for name, text in change.items()}}
    # With "=", because a secret may start with a dash.
    return [f"{name}={text}" for name, text in given.items() if text is not None]


def environment(**more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TIMEBACK_")}
    return {**clean, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "generated"))), **more}


def script(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the script; the secrets among the arguments are put into the environment."""
    given, secrets = without_secrets(args)
    return run_script(*given, **{**secrets, **env})


def without_secrets(args: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Return the arguments without secrets, and the variables that hold these."""
    given, secrets = [], {}
    for arg in args:
        option, _, value = arg.partition("=")
        if option.endswith("-client-secret"):
            name = {"--staging-client-secret": "STAGING", "--prod-client-secret": "PRODUCTION"}[option]
            secrets[f"TIMEBACK_{name}_CLIENT_SECRET"] = value
        else:
            given.append(arg)
    return given, secrets


def run_script(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timeback.scripts.migrate_users", *args],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
        env=environment(**env),
    )


def writes(box: Sandbox) -> list[str]:
    return [request.path for request in box.requests if request.method != "GET" and request.path.startswith("/ims")]


def test_migration_between_two_sandboxes(staging: Sandbox, production: Sandbox) -> None:
    with staging.client() as left, production.client(environment="production") as right:
        report = migrate_users(left, right)
        assert (report.created, len(report.failed)) == (0, PEOPLE)
        assert all("with_orgs=True" in reason for reason in report.reasons.values())

        total, successful, failed = migrate_users(left, right, with_orgs=True)
        assert (total, successful, failed) == (PEOPLE, PEOPLE, [])
        assert verify_migration(left, right)

        someone = next(right.rostering.users.iter_users(offset=50, max_items=1))
        someone.given_name = "Somebody else"
        right.rostering.users.update_user(someone.sourced_id or "", someone)
        (difference,) = verify_migration(left, right)
        assert (difference.sourced_id, difference.path, difference.kind) == (someone.sourced_id, "givenName", "changed")
        assert migrate_users(left, right, on_conflict="update").updated == 1
        assert verify_migration(left, right)


def test_with_many_failures_no_user_is_lost_or_duplicated(
    staging: Sandbox, production: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Short delays between attempts.
    monkeypatch.setattr("timeback._http.retry.BASE", 0.01)
    monkeypatch.setattr("timeback.migration.execution.writer.RETRY_DELAYS", (0.01, 0.02, 0.04))
    for seed, box in enumerate((staging, production)):
        box.faults.add(probability=0.06, status=429, seed=seed)
        box.faults.add(probability=0.06, status=503, retry_after=0, seed=seed + 10)
        box.faults.add(probability=0.06, cut="before", seed=seed + 20)
        box.faults.add(probability=0.06, cut="after", seed=seed + 30)
        box.faults.add(probability=0.06, truncate=True, seed=seed + 40)
    with staging.client(max_retries=10) as left, production.client(max_retries=10) as right:
        report = migrate_users(left, right, with_orgs=True)
        assert (report.total, report.failed) == (PEOPLE, [])
        staging.faults.clear()
        production.faults.clear()
        assert verify_migration(left, right)
        assert right.rostering.users.list_users(limit=1).total_count == PEOPLE


def test_wrong_credentials_are_reported(staging: Sandbox, production: Sandbox) -> None:
    with (
        staging.client() as left,
        production.client(client_secret="wrong") as right,
        pytest.raises(AuthenticationError) as caught,
    ):
        migrate_users(left, right)
    assert not hasattr(caught.value, "__notes__"), "nothing was done that could be told"
    assert writes(production) == []


def test_a_secret_as_an_argument_is_accepted_with_a_warning_and_not_offered(
    staging: Sandbox, production: Sandbox
) -> None:
    done = run_script(*arguments(staging, production), "--dry-run")
    assert done.returncode == 0
    for option, name in (("staging", "STAGING"), ("prod", "PRODUCTION")):
        assert f"--{option}-client-secret in the list of processes; set TIMEBACK_{name}_CLIENT_SECRET" in done.stderr
    assert staging.client_secret not in done.stdout + done.stderr
    offered = run_script("--help")
    assert "client-secret" not in offered.stdout
    assert "TIMEBACK_STAGING_CLIENT_SECRET" in offered.stdout
    missing = run_script(*arguments(staging, production, staging_client_secret=None), "--dry-run")
    assert missing.returncode == 2
    assert "set TIMEBACK_STAGING_CLIENT_SECRET" in missing.stderr
    assert "--staging-client-secret" not in missing.stderr


def test_script_migrates_and_verifies(staging: Sandbox, production: Sandbox) -> None:
    dry = script(*arguments(staging, production), "--dry-run", "--with-orgs")
    assert (dry.returncode, writes(production)) == (0, [])
    assert all(line.startswith("Checking users: ") for line in dry.stderr.splitlines())
    assert f"would be created {PEOPLE}" in dry.stdout
    assert "Nothing was written" in dry.stdout

    done = script(*arguments(staging, production), "--with-orgs")
    assert done.returncode == 0, done.stderr
    assert all(line.startswith(("Migrating users: ", "Comparing users: ")) for line in done.stderr.splitlines())
    assert f"created {PEOPLE}" in done.stdout
    assert f"Verified: {PEOPLE} users compared, no difference." in done.stdout


def test_script_migrates_the_others_if_some_users_fail(staging: Sandbox, production: Sandbox) -> None:
    production.faults.add(method="POST", path=USERS, status=422, times=5)
    done = script(*arguments(staging, production), "--with-orgs")
    assert done.returncode == 1
    assert done.stdout.count("  failed: ") >= 1
    assert re.search(r"  failed: user-\d+: POST /users answered 422", done.stdout)
    assert "Verification failed" in done.stdout
    with production.client() as client:
        arrived = client.rostering.users.list_users(limit=1).total_count
    assert PEOPLE - 5 <= (arrived or 0) < PEOPLE


def test_script_reads_secrets_from_environment_variables(staging: Sandbox, production: Sandbox) -> None:
    urls = [argument for argument in arguments(staging, production) if "-url=" in argument]
    done = script(
        *urls,
        "--filter",
        "role='teacher'",
        "--no-verify",
        TIMEBACK_STAGING_CLIENT_ID=staging.client_id,
        TIMEBACK_STAGING_CLIENT_SECRET=staging.client_secret,
        TIMEBACK_PRODUCTION_CLIENT_ID=production.client_id,
        TIMEBACK_PRODUCTION_CLIENT_SECRET=production.client_secret,
    )
    assert done.returncode == 1, "the organisations are missing"
    assert "--with-orgs" in done.stdout
    assert "Verif" not in done.stdout


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ({"prod_client_secret": "wrong"}, 1, "credentials"),
        ({"prod_api_url": "http://127.0.0.1:9", "prod_token_url": "http://127.0.0.1:9/token"}, 1, "127.0.0.1"),
        ({"prod_api_url": "ftp://x"}, 2, "api_url must start with https://"),
        ({"filter": ""}, 2, "filter"),
        ({"concurrency": "0"}, 2, "concurrency"),
        ({"prod_client_secret": None}, 2, "TIMEBACK_PRODUCTION_CLIENT_SECRET"),
        ({"staging_client_id": None}, 2, "TIMEBACK_STAGING_CLIENT_ID"),
        ({"on_conflict": "replace"}, 2, "--on-conflict"),
    ],
)
def test_script_reports_an_error_in_one_line(
    staging: Sandbox, production: Sandbox, change: dict[str, str | None], code: int, says: str
) -> None:
    done = script(*arguments(staging, production, **change))
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert says in done.stderr.splitlines()[-1]
    assert "error: " in done.stderr.splitlines()[-1]
    assert staging.client_secret not in done.stderr


def test_script_rejects_the_same_server(staging: Sandbox) -> None:
    done = script(*arguments(staging, staging))
    assert done.returncode == 2
    assert "same server" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs SIGINT")
def test_script_can_be_interrupted(staging: Sandbox, production: Sandbox) -> None:
    production.faults.add(method="POST", path=USERS, latency=0.3)
    given, secrets = without_secrets(arguments(staging, production))
    process = subprocess.Popen(
        [sys.executable, "-m", "timeback.scripts.migrate_users", *given, "--with-orgs"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**secrets),
    )
    while not any(path == USERS for path in writes(production)):
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.startswith("\nInterrupted")
    assert errors.count("\n") == 2

    production.faults.clear()
    assert script(*arguments(staging, production), "--with-orgs").returncode == 0


def test_the_demo() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "demo.py"), "--users", "40"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment(),
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    (changed,) = [line.split()[1] for line in lines if line.startswith("changed ")]
    assert [line.split(None, 1)[1] for line in lines if line.startswith("found ")] == [
        f"{changed}: familyName was changed"
    ]
