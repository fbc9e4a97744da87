"""timeback webhooks against a sandbox: what is stored there, and that no secret is printed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from timeback.cli.app import timeback
from timeback.sandbox import Sandbox

SECRET = "open-sesame-17"
URL = "http://127.0.0.1:9/events"


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as started:
        yield started


def run(box: Sandbox, *arguments: str, stdin: str | None = None, **variables: str) -> Result:
    settings = {
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
        **variables,
    }
    return CliRunner(env=settings).invoke(timeback, ["webhooks", *arguments], input=stdin, prog_name="timeback")


def test_a_webhook_from_its_creation_to_its_end(box: Sandbox) -> None:
    results = [run(box, "create", "Progress", URL, "--description", "XP", "--secret-stdin", stdin=f"{SECRET}\n")]
    assert results[0].exit_code == 0, results[0].output
    made = json.loads(results[0].stdout)
    identity = made["id"]
    assert (made["name"], made["targetUrl"], made["active"], "secret" in made) == ("Progress", URL, False, False)
    assert f"timeback webhooks activate {identity}" in results[0].stderr
    results.append(run(box, "activate", identity))
    with box.client() as client:
        stored = client.webhooks.get_webhook(identity)
        assert (stored.active, stored.secret) == (True, SECRET)
        results.append(run(box, "deactivate", identity))
        assert client.webhooks.get_webhook(identity).active is False
    results.append(run(box, "list", "-o", "json"))
    assert [one["id"] for one in json.loads(results[-1].stdout)] == [identity]
    results += [run(box, "list", "-o", form) for form in ("table", "csv", "yaml")]
    results += [run(box, "show", identity, "--query", "@"), run(box, "list", "--query", "[].secret")]
    asked = run(box, "delete", identity)
    assert (asked.exit_code, "pass --yes" in asked.stderr) == (2, True)
    results.append(run(box, "delete", identity, "--yes"))
    assert run(box, "list").stdout == ""
    assert [result.exit_code for result in results] == [0] * len(results)
    assert not [result for result in results if SECRET in result.output]


def test_filters(box: Sandbox) -> None:
    made = json.loads(run(box, "create", "A", URL, "--active", TIMEBACK_WEBHOOK_SECRET=SECRET).stdout)
    added = run(box, "filters", "create", made["id"], "type", "eq", "ActivityEvent")
    assert added.exit_code == 0, added.output
    one = json.loads(added.stdout)
    assert (one["filterKey"], one["filterOperation"], one["filterType"]) == ("type", "eq", "string")
    number = run(box, "filters", "create", made["id"], "score", "gte", "5", "--type", "number", "--inactive")
    assert json.loads(number.stdout)["active"] is False
    listed = run(box, "filters", "list", made["id"], "--query", "[].filterKey", "-o", "table")
    assert sorted(listed.stdout.split()) == ["score", "type"]
    assert len(run(box, "filters", "list").stdout.splitlines()) == 2
    assert run(box, "filters", "delete", one["id"]).exit_code == 2
    assert run(box, "filters", "delete", one["id"], "--yes").exit_code == 0
    assert len(run(box, "filters", "list").stdout.splitlines()) == 1


def test_the_secret_comes_from_a_variable_that_is_named(box: Sandbox) -> None:
    made = run(box, "create", "A", URL, "--secret-variable", "HOOK", HOOK=SECRET, TIMEBACK_WEBHOOK_SECRET="other")
    with box.client() as client:
        assert client.webhooks.get_webhook(json.loads(made.stdout)["id"]).secret == SECRET


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("create", "A", URL), "set TIMEBACK_WEBHOOK_SECRET, or pass --secret-stdin"),
        (("create", "A", URL, "--secret-variable", "NONE"), "set NONE"),
        (("create", "A", URL, "--secret-variable", "X", "--secret-stdin"), "exclude each other"),
        (("create", "A", URL, "--secret-stdin"), "is empty"),
        (("create", "A", URL, "--secret", SECRET), "No such option"),
        (("filters", "create", "w", "type", "equals", "x"), "OPERATION is one of eq, neq"),
    ],
)
def test_wrong_arguments_are_told_and_nothing_is_sent(box: Sandbox, arguments: tuple[str, ...], told: str) -> None:
    result = run(box, *arguments, stdin="")
    assert (result.exit_code, box.requests) == (2, [])
    assert told in result.stderr


def test_errors_of_the_server_do_not_print_the_secret(box: Sandbox) -> None:
    refused = run(box, "create", "A", "https://elsewhere.example", TIMEBACK_WEBHOOK_SECRET=SECRET)
    assert refused.exit_code == 1
    assert "on this machine" in refused.stderr
    body = {"imsx_description": f"the secret {SECRET} is weak", "message": f"the secret {SECRET} is weak"}
    box.faults.add("POST", "/webhooks/", status=422, body=body)
    told = run(box, "create", "A", URL, TIMEBACK_WEBHOOK_SECRET=SECRET)
    assert told.exit_code == 1
    assert "is weak" in told.stderr
    assert SECRET not in told.output
    missing = run(box, "activate", "none")
    assert missing.exit_code == 1
    assert "404" in missing.stderr
