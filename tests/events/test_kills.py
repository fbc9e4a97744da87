"""An outbox whose process is killed many times, against a server that fails: no event is lost, and repeats are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.events.kit import SENSOR, identity, spent
from timeback.events import Outbox
from timeback.sandbox import Sandbox
from timeback.services.events import delivery

# Puts blocks of events and reports each block after it is stored, while a thread sends. It runs until it is killed.
PROGRAM = """
import json, sys
from timeback import TimeBackClient
from timeback.events import Activity, Actor, Outbox, TimeSpentEvent
from timeback.services.events import delivery

delivery.LOOK_INTERVAL = 0.005
given = json.loads(sys.stdin.readline())
student = Actor(id="user-000001", email="ada@school.example")
lesson = Activity(id="lesson-1", name="Fractions", course_id="math-3", subject="Math", app="My App")
client = TimeBackClient(**given["settings"], max_retries=0)
outbox = Outbox(given["path"])
outbox.start(client, interval=0.005)
for first in range(given["first"], given["last"], given["block"]):
    numbers = range(first, first + given["block"])
    ids = [f"urn:uuid:00000000-0000-4000-8000-{number:012d}" for number in numbers]
    outbox.put(*(TimeSpentEvent(actor=student, activity=lesson, active=1, id=each) for each in ids))
    print(first, flush=True)
while True:
    pass
"""


def add_faults(box: Sandbox) -> None:
    """Three of ten envelopes fail, and the first two: refused, lost before they are stored, or after."""
    box.faults.add("POST", "/caliper/event", cut="after", times=1)
    box.faults.add("POST", "/caliper/event", cut="before", times=1)
    box.faults.add("POST", "/caliper/event", cut="after", probability=0.1, seed=1)
    box.faults.add("POST", "/caliper/event", cut="before", probability=0.111, seed=2)
    box.faults.add("POST", "/caliper/event", status=503, probability=0.125, seed=3)
    box.faults.add("GET", "/caliper/events/*", status=500, probability=0.02, seed=4)


def run_and_kill(box: Sandbox, path: Path, first: int, count: int, block: int) -> set[int]:
    """Let a process store ``count`` events and kill it then; return the numbers of the events that it has stored."""
    settings = {
        "environment": "staging", "client_id": box.client_id, "client_secret": box.client_secret, "api_url": box.url,
        "events_url": box.events_url, "token_url": box.token_url, "sensor": SENSOR,
    }  # fmt: skip
    given = {"settings": settings, "path": str(path), "first": first, "last": first + count, "block": block}
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env=environment,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(given) + "\n")
        process.stdin.flush()
        stored: set[int] = set()
        for _ in range(count // block):
            line = process.stdout.readline()
            assert line, "the process ended by itself"
            stored.update(range(int(line), int(line) + block))
        process.kill()
    return stored


@pytest.mark.parametrize(
    ("events", "kills"),
    [
        pytest.param(100, 2, marks=pytest.mark.slow),
        pytest.param(600, 4, marks=pytest.mark.slow),
        pytest.param(10_000, 30, marks=[pytest.mark.soak, pytest.mark.timeout(900)]),
    ],
)
def test_no_event_is_lost_and_repeats_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: int, kills: int
) -> None:
    monkeypatch.setattr(delivery, "LOOK_INTERVAL", 0.005)
    path = tmp_path / "events.db"
    stored: set[int] = set()
    with Sandbox() as box:
        add_faults(box)
        share = -(-events // kills // 10) * 10
        for kill in range(kills):
            stored |= run_and_kill(box, path, kill * share, share, 10)
        with Outbox(path) as outbox, box.client(sensor=SENSOR, max_retries=0) as client:
            for _ in range(2000):
                outbox.flush(client)
                if not outbox.pending:
                    break
            assert (outbox.pending, outbox.rejected) == (0, [])
            repeated = set(outbox.repeated)
        counts = box.events.count_by_id()
        failed = sum(request.fault is not None for request in box.requests if request.path == "/caliper/event")
        assert failed
    assert len(stored) == share * kills >= events
    lost = {number for number in stored if identity(number) not in counts}
    assert lost == set()
    # What came twice is told.
    twice = {event_id for event_id, count in counts.items() if count > 1}
    assert twice <= repeated


def test_nothing_comes_twice_if_no_reply_is_lost(tmp_path: Path) -> None:
    """Envelopes are refused, or lost before they are stored; the process is not killed."""
    with Sandbox() as box, Outbox(tmp_path / "events.db") as outbox:
        box.faults.add("POST", "/caliper/event", cut="before", probability=0.2, seed=2)
        box.faults.add("POST", "/caliper/event", status=503, probability=0.125, seed=3)
        outbox.put(*map(spent, range(120)))
        with box.client(sensor=SENSOR, max_retries=0) as client:
            for _ in range(200):
                outbox.flush(client, batch_size=20)
                if not outbox.pending:
                    break
        assert outbox.pending == 0
        counts = box.events.count_by_id()
    assert len(counts) == 120
    assert set(counts.values()) == {1}
