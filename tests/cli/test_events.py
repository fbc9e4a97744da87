"""timeback events send, validate and tail against a sandbox."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result

from timeback.cli import event_tail
from timeback.cli.app import timeback
from timeback.sandbox import Sandbox

SENSOR = "https://app.example.org"
OTHER = "https://other.example.org"


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(users=5, seed=4) as started:
        yield started


def run(box: Sandbox, *arguments: str, stdin: str | None = None, sensor: str | None = SENSOR) -> Result:
    variables = {
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
        **({"TIMEBACK_SENSOR": sensor} if sensor else {}),
    }
    return CliRunner(env=variables).invoke(timeback, ["events", *arguments], input=stdin, prog_name="timeback")


def event(number: int, *, minutes: float = 1, email: str = "a@example.org") -> dict[str, Any]:
    """An event that happened so many minutes ago."""
    time = datetime.now(UTC) - timedelta(minutes=minutes)
    return {
        "@context": "http://purl.imsglobal.org/ctx/caliper/v1p2",
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "type": "Event",
        "action": "Viewed",
        "profile": "GeneralProfile",
        "eventTime": time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "actor": {"id": f"https://roster.example/users/u{number}", "type": "Person", "extensions": {"email": email}},
        "object": {"id": "https://app.example.org/lessons/1", "type": "DigitalResource"},
    }


def lines(*values: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(value)}\n" for value in values)


def envelope(sensor: str, *events: dict[str, Any]) -> dict[str, Any]:
    version = "http://purl.imsglobal.org/ctx/caliper/v1p2"
    return {"sensor": sensor, "sendTime": events[0]["eventTime"], "dataVersion": version, "data": list(events)}


def stored(box: Sandbox) -> dict[str, str]:
    """The sensor of each stored event."""
    with box.client() as client:
        return {one.external_id: one.sensor for one in client.events.iter_events()}


def outcomes(result: Result) -> dict[str, str]:
    return {row["id"]: row["outcome"] for row in map(json.loads, result.stdout.splitlines())}


def test_events_and_envelopes_are_sent(box: Sandbox) -> None:
    one, two, three, four = (event(number) for number in range(4))
    result = run(box, "send", "--wait", "30", stdin=lines(one, envelope(OTHER, two, three), four))
    assert result.exit_code == 0, result.output
    assert list(outcomes(result).values()) == ["sent"] * 4
    assert stored(box) == {one["id"]: SENSOR, two["id"]: OTHER, three["id"]: OTHER, four["id"]: SENSOR}


def test_the_option_names_the_sensor_of_all(box: Sandbox) -> None:
    one, two = event(1), event(2)
    data = json.dumps([one, envelope(OTHER, two)])
    assert run(box, "send", "--sensor", "urn:app:x", stdin=data, sensor=None).exit_code == 0
    assert set(stored(box).values()) == {"urn:app:x"}


def test_one_event_that_fails_stops_no_other(box: Sandbox) -> None:
    wrong = event(2) | {"eventTime": "yesterday"}
    result = run(box, "send", stdin=lines(event(1), wrong, event(3)))
    assert result.exit_code == 1
    assert outcomes(result) == {event(1)["id"]: "sent", wrong["id"]: "failed", event(3)["id"]: "sent"}
    assert f"{wrong['id']}: eventTime: " in result.stderr
    assert "1 of 3 events are failed or unconfirmed" in result.stderr
    assert "a@example.org" not in result.stderr


def test_an_event_that_was_perhaps_received_is_not_sent_again(box: Sandbox) -> None:
    text = lines(event(1), event(2))
    box.faults.add("POST", "/caliper/event", cut="after", times=1)
    first = run(box, "send", "--max-retries", "0", stdin=text)
    assert first.exit_code == 1
    assert set(outcomes(first).values()) == {"unconfirmed"}
    assert "--skip-stored" in first.stderr
    assert "resend()" not in first.output
    again = run(box, "send", "--skip-stored", stdin=text + lines(event(3)))
    assert again.exit_code == 0
    assert outcomes(again) == {event(1)["id"]: "stored", event(2)["id"]: "stored", event(3)["id"]: "sent"}
    assert len(stored(box)) == 3


def test_resend_finds_what_was_received(box: Sandbox) -> None:
    box.faults.add("POST", "/caliper/event", cut="after", times=1)
    result = run(box, "send", "--resend", "--max-retries", "0", stdin=lines(event(1)))
    assert result.exit_code == 0, result.output
    assert outcomes(result) == {event(1)["id"]: "stored"}


def test_a_platform_that_refuses_everything_is_told_once(box: Sandbox) -> None:
    box.faults.add("POST", "/caliper/event", status=400)
    events = [event(number) for number in range(300)]
    result = run(box, "send", stdin=lines(*events))
    assert result.exit_code == 1, result.output
    assert outcomes(result) == {each["id"]: "failed" for each in events}
    assert result.stderr.count("check the sensor") == 1
    assert len(result.stderr.splitlines()) < 100
    assert len([request for request in box.requests if request.path == "/caliper/event"]) < 100


@pytest.mark.parametrize("command", ["send", "validate"])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The input is empty"),
        ("[]", "no events"),
        (lines({"type": "Event"}), "Event 1 has no id"),
        (lines(event(1), event(1)), "occurs twice"),
        (lines({"sensor": SENSOR, "data": 5}), "list of events"),
        ("{]", "line 1, column 2"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_sent(box: Sandbox, command: str, text: str, told: str) -> None:
    result = run(box, command, stdin=text)
    assert (result.exit_code, box.requests) == (2, [])
    assert told in result.stderr


def test_a_missing_sensor_is_told(box: Sandbox) -> None:
    result = run(box, "send", stdin=lines(event(1)), sensor=None)
    assert (result.exit_code, box.requests) == (2, [])
    assert "--sensor" in result.stderr
    assert "TIMEBACK_SENSOR" in result.stderr
    # An envelope has its own.
    assert run(box, "send", stdin=lines(envelope(OTHER, event(1))), sensor=None).exit_code == 0


def test_validate_names_the_event_that_is_wrong(box: Sandbox) -> None:
    wrong = event(3)
    del wrong["eventTime"]
    result = run(box, "validate", stdin=lines(event(1), event(2), wrong, event(4)))
    assert result.exit_code == 1
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["id"]: row["valid"] for row in rows} == {event(n)["id"]: n != 3 for n in range(1, 5)}
    assert rows[2]["errors"] == ["eventTime is missing"]
    assert "1 of 4 events are not valid" in result.stderr
    assert run(box, "validate", stdin=lines(event(1))).exit_code == 0
    assert stored(box) == {}


def test_tail_prints_the_oldest_first(box: Sandbox) -> None:
    sent = [event(1, minutes=3), event(2, minutes=9), event(3, minutes=90), event(4, email="b@example.org")]
    assert run(box, "send", stdin=lines(*sent)).exit_code == 0
    found = run(box, "tail", "--query", "[].externalId", "-o", "table")
    assert found.stdout.split() == [sent[1]["id"], sent[0]["id"], sent[3]["id"]]
    assert len(run(box, "tail", "--since", "2h").stdout.splitlines()) == 4
    newest = run(box, "tail", "--since", "2020-01-01", "--limit", "1", "-o", "csv", "--fields", "externalId,actor.id")
    assert newest.stdout.splitlines() == ["externalId,actor.id", f"{sent[3]['id']},https://roster.example/users/u4"]
    by_iri = run(box, "tail", "--actor", "https://roster.example/users/u1", "--query", "[].externalId")
    assert json.loads(by_iri.stdout) == sent[0]["id"]
    none = run(box, "tail", "--until", "2020-01-01", "--since", "2019-12-31T08:00:00+02:00")
    assert (none.exit_code, none.stdout) == (0, "")
    assert "no such events" in none.stderr
    table = run(box, "tail", "-o", "table").stdout.splitlines()
    assert table[0].split()[:4] == ["eventTime", "type", "action", "actor.id"]


def test_follow_prints_each_event_once(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(*events: dict[str, Any]) -> None:
        with box.client(sensor=SENSOR) as client:
            client.events.send(*events)

    def fail() -> None:
        box.faults.add("GET", "/caliper/events", status=503, times=1)

    # What happens while the command waits: a late event, nothing, a fault, another event, and Ctrl+C.
    steps: list[Callable[[], None]] = [
        lambda: send(event(2, minutes=30)),
        lambda: None,
        fail,
        lambda: send(event(3)),
    ]
    intervals = []

    def wait(seconds: float) -> None:
        intervals.append(seconds)
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    send(event(1, minutes=2))
    monkeypatch.setattr(event_tail, "wait", wait)
    result = run(box, "tail", "--follow", "--interval", "0.5", "--max-retries", "0", "--query", "[].externalId")
    assert result.exit_code == 0, result.output
    assert list(map(json.loads, result.stdout.splitlines())) == [event(n)["id"] for n in (1, 2, 3)]
    assert "looking again later" in result.stderr
    assert intervals == [0.5] * 5


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--since", "yesterday"), "'yesterday' is no time"),
        (("--follow", "-o", "csv"), "use -o table or jsonl"),
        (("--follow", "--until", "1h"), "exclude each other"),
        (("--interval", "0"), "--interval"),
    ],
)
def test_wrong_options_of_tail(box: Sandbox, arguments: tuple[str, ...], told: str) -> None:
    result = run(box, "tail", *arguments)
    assert (result.exit_code, box.requests) == (2, [])
    assert told in result.stderr
