"""Flushing an outbox with either client, and what the sandbox received."""

from __future__ import annotations

from typing import Any

from tests.events.conftest import Call
from timeback.events import Outbox, SendReport
from timeback.sandbox import Sandbox

EVENT_PATH = "/caliper/event"


def flush(call: Call, outbox: Outbox, **options: Any) -> SendReport:
    def run(client: Any) -> Any:
        method = outbox.aflush if client.events._is_async else outbox.flush
        return method(client, **options)

    report = call(run)
    assert isinstance(report, SendReport)
    return report


def sends(box: Sandbox) -> int:
    return sum(request.path == EVENT_PATH for request in box.requests)


def counts(box: Sandbox) -> dict[int, int]:
    """How many events were stored once, twice ..."""
    found: dict[int, int] = {}
    for count in box.events.count_by_id().values():
        found[count] = found.get(count, 0) + 1
    return found
