"""timeback get, create, update and delete against a sandbox, in a process where needed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeback.cli.app import COMMANDS, timeback
from timeback.sandbox import Sandbox


@pytest.fixture(scope="module")
def district() -> Iterator[Sandbox]:
    with Sandbox(users=60, seed=4) as box:
        yield box


def environment(box: Sandbox) -> dict[str, str]:
    return {
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
    }


def run(box: Sandbox, *arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(timeback, arguments, input=stdin, env=environment(box), prog_name="timeback")


def test_a_listing_in_every_form(district: Sandbox) -> None:
    table = run(district, "get", "users", "--limit", "3", "--fields", "sourcedId,status", "-o", "table")
    assert table.exit_code == 0, table.output
    assert table.stdout.splitlines()[0].split() == ["sourcedId", "status"]
    assert len(table.stdout.splitlines()) == 4
    lines = run(district, "get", "users", "--filter", "role='teacher'", "--sort", "sourcedId", "-o", "jsonl")
    found = [json.loads(line) for line in lines.stdout.splitlines()]
    assert found
    assert all(any(role["role"] == "teacher" for role in user["roles"]) for user in found)
    whole = json.loads(run(district, "get", "orgs", "-o", "json").stdout)
    assert {org["type"] for org in whole} >= {"district", "school"}
    rows = run(district, "get", "academicSessions", "-o", "csv").stdout.splitlines()
    assert rows[0].startswith("sourcedId,")


def test_one_object(district: Sandbox) -> None:
    first = json.loads(run(district, "get", "users", "-n", "1", "-o", "jsonl").stdout)
    one = json.loads(run(district, "get", f"users/{first['sourcedId']}", "-o", "json").stdout)
    assert one == first
    missing = run(district, "get", "users/nobody")
    assert missing.exit_code == 1
    assert "404 (unknownobject)" in missing.stderr


def test_create_update_delete(district: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "orgs.jsonl"
    file.write_text('{"sourcedId": "n1", "name": "North", "type": "school"}\n{"name": 5, "type": "school"}\n')
    made = run(district, "create", "orgs", str(file))
    assert made.exit_code == 1
    assert json.loads(made.stdout)["allocatedSourcedId"] == "n1"
    assert "object 2: org.name: " in made.stderr
    assert run(district, "update", "orgs/n1", "--set", "name=South", "--set", "identifier=7").exit_code == 2
    assert run(district, "update", "orgs/n1", "--set", "name=South", "--set", 'identifier="7"').exit_code == 0
    assert json.loads(run(district, "get", "orgs/n1", "-o", "json").stdout)["name"] == "South"
    assert run(district, "update", "orgs/n1", "--set", "nmae=East").exit_code == 2
    asked = run(district, "delete", "orgs/n1", stdin="y\n")
    assert asked.exit_code == 2
    assert "pass --yes" in asked.stderr
    assert json.loads(run(district, "get", "orgs/n1").stdout)["status"] == "active"
    assert run(district, "delete", "orgs/n1", "--yes", "--quiet").output == ""
    assert run(district, "delete", "orgs/n1", "--yes").exit_code == 0
    assert json.loads(run(district, "get", "orgs/n1", "-o", "json").stdout)["status"] == "tobedeleted"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["get", "userz"], "Did you mean 'users'?"),
        (["gte", "users"], "Did you mean 'get'?"),
        (["get", "users", "--fields", "givenname"], "Did you mean 'givenName'?"),
        (["get", "users", "--limit", "0"], "--limit"),
        (["get", "users/u1", "--filter", "x='y'"], "--filter"),
        (["get", "stimuli", "--filter", "x='y'"], "--filter"),
        (["get", "users", "--fields", ""], "the list is empty"),
        (["get", "users", "--fields", " , "], "the list is empty"),
        (["get", "users", "--fields", "roles."], "beside a dot in 'roles.'"),
        (["get", "users", "--fields", "sourcedId,roles..role"], "beside a dot in 'roles..role'"),
        (["create", "users/u1"], " id "),
        (["create", "students"], "does not support create for students"),
        (["update", "users"], "--set"),
        (["delete", "users", "--yes"], "COLLECTION/ID"),
    ],
)
def test_what_is_mistyped_is_told_with_exit_2(district: Sandbox, arguments: list[str], told: str) -> None:
    result = run(district, *arguments, stdin="{}")
    assert result.exit_code == 2
    assert told in result.stderr


def test_missing_settings_are_told() -> None:
    result = CliRunner().invoke(timeback, ["get", "users"], prog_name="timeback")
    assert result.exit_code == 2
    assert "api_url" in result.stderr


def test_broken_json_is_told_by_line(district: Sandbox) -> None:
    result = run(district, "create", "orgs", "-", stdin='{"name": "A", "type": "school"}\n{"name": \n')
    assert result.exit_code == 2
    assert "line 2" in result.stderr


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff\r\n"])
def test_an_empty_input_is_told(district: Sandbox, text: str) -> None:
    for command in (["create", "orgs"], ["update", "orgs/org-district", "-"]):
        result = run(district, *command, stdin=text)
        assert result.exit_code == 2
        assert "The input is empty" in result.stderr


def test_json_that_is_nested_too_deeply_is_told(district: Sandbox) -> None:
    deep = "[" * 100_000
    line = '{"sourcedId": "deep", "name": "D", "type": "school"}\n'
    for arguments, text in (
        (["create", "orgs"], deep),
        (["create", "orgs"], line + deep),
        (["update", "orgs/org-district", "-"], deep),
        (["update", "orgs/org-district", "--set", f"name={deep}"], ""),
    ):
        result = run(district, *arguments, stdin=text)
        assert result.exit_code == 2, result.output
        assert "nested" in result.stderr


def test_fields_have_wire_names_in_the_result(district: Sandbox) -> None:
    for path in ("users", "schools/org-school-001/students", "stimuli"):
        assert not run(
            district, "get", path, "--fields", "updated_at" if path == "stimuli" else "date_last_modified"
        ).stderr
    result = run(district, "get", "users", "--fields", "given_name,primary_org.sourcedId", "-n", "1")
    assert json.loads(result.stdout).keys() == {"givenName", "primaryOrg.sourcedId"}


def test_every_command_has_help_with_an_example() -> None:
    for name in COMMANDS:
        result = CliRunner().invoke(timeback, [name, "--help"], prog_name="timeback")
        assert result.exit_code == 0
        if name not in ("delete", "doctor"):
            assert f"timeback {name} " in result.output


@pytest.mark.slow
def test_a_pipe_that_closes_early_ends_it_quietly(district: Sandbox) -> None:
    command = f"{sys.executable} -m timeback.cli get users -o jsonl --page-size 5 | head -n 1"
    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", **environment(district)},
    )
    assert done.returncode == 0
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_help_loads_neither_httpx_nor_a_service() -> None:
    code = (
        "import sys\nfrom timeback.cli.app import timeback\n"
        "try: timeback(['--help'])\nexcept SystemExit: pass\n"
        "print([n for n in sys.modules if n == 'httpx' or n.startswith('timeback.services')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_what_is_missing_is_told_in_the_words_of_the_command_line() -> None:
    def told(*arguments: str, **environment: str) -> str:
        result = CliRunner().invoke(timeback, ["get", "users", *arguments], env=environment, prog_name="timeback")
        assert result.exit_code == 2
        return result.stderr

    nothing = told()
    assert "--environment staging or --environment production" in nothing
    assert "TIMEBACK_ENVIRONMENT" in nothing
    assert "`timeback sandbox`" in nothing
    identity = told("-e", "staging")
    assert "--client-id" in identity
    assert "TIMEBACK_STAGING_CLIENT_ID" in identity
    assert "client_id=" not in identity
    # A secret in an argument would be in the shell history and the process list.
    secret = told("-e", "staging", "--client-id", "me")
    assert "TIMEBACK_STAGING_CLIENT_SECRET" in secret
    assert "client_secret=" not in secret
    assert "--client-secret" not in secret
    assert "allow_http = true" in told("--api-url", "http://roster.example")


def test_what_to_do_about_an_id_that_nobody_has(district: Sandbox) -> None:
    missing = run(district, "get", "users/nobody")
    assert missing.stderr.splitlines()[-1].endswith("timeback get COLLECTION --limit 10 --fields sourcedId")


def test_quiet_leaves_results_and_errors(district: Sandbox) -> None:
    for level in ("--quiet", "-q"):
        made = run(district, "create", "orgs", "-q", stdin='{"sourcedId": "q1", "name": "Q", "type": "school"}')
        assert json.loads(made.stdout)["allocatedSourcedId"] == "q1"
        assert made.stderr == ""
        assert run(district, "update", "orgs/q1", "--set", "name=R", level).output == ""
        assert run(district, "delete", "orgs/q1", "--yes", level).output == ""
    assert run(district, "get", "orgs/nobody", "-q").stderr.startswith("timeback: ")


def test_new_ids_in_the_chosen_format(district: Sandbox) -> None:
    objects = '{"sourcedId": "f1", "name": "F", "type": "school"}\n{"sourcedId": "f2", "name": "G", "type": "school"}'
    made = run(district, "create", "orgs", "--query", "[].allocatedSourcedId", "-o", "table", stdin=objects)
    assert made.stdout.split() == ["f1", "f2"]


def test_timeout_and_retries_are_those_of_the_options(district: Sandbox) -> None:
    district.faults.add("GET", "*/orgs*", status=503)
    before = len(district.requests)
    assert run(district, "get", "orgs", "--max-retries", "0").exit_code == 1
    assert len([r for r in district.requests[before:] if r.path.endswith("/orgs")]) == 1
    district.faults.clear()
    for wrong in (("--timeout", "0"), ("--timeout", "soon"), ("--max-retries", "-1")):
        assert run(district, "get", "orgs", *wrong).exit_code == 2
    district.faults.add("GET", "*/orgs*", latency=2)
    slow = run(district, "get", "orgs", "--timeout", "0.2", "--max-retries", "0")
    district.faults.clear()
    assert slow.exit_code == 1
    assert "timed out" in slow.stderr.lower() or "timeout" in slow.stderr.lower()


def test_the_doctor_names_settings_and_no_arguments_of_python(district: Sandbox) -> None:
    for form in ((), ("-o", "json")):
        variables = {**environment(district), "TIMEBACK_CLIENT_SECRET": "wrong"}
        result = CliRunner().invoke(timeback, ["doctor", *form], env=variables, prog_name="timeback")
        assert result.exit_code == 1
        assert "set token_auth to basic in a profile or TIMEBACK_TOKEN_AUTH" in result.stdout
        assert "token_auth='basic'" not in result.stdout


def test_the_doctor_reports_in_the_chosen_format(district: Sandbox) -> None:
    report = json.loads(run(district, "doctor", "-o", "json").stdout)
    assert report["ok"]
    assert report["settings"]["api_url"] == district.url
    assert {"token", "rostering"} <= {check["service"] for check in report["checks"]}
    assert run(district, "doctor", "--query", "checks[?service=='token'].ok", "-o", "table").stdout == "true\n"
    rows = run(district, "doctor", "-o", "csv").stdout.splitlines()
    assert rows[0] == "service,ok,status,milliseconds,text,served"
    assert district.client_secret not in run(district, "doctor", "-o", "yaml").stdout
