"""Times in events that are given as dictionaries and models have the form of those of builders."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.events.conftest import Call
from tests.events.kit import SENSOR, identity, spent
from timeback.errors import InvalidRequestError
from timeback.events import Outbox
from timeback.sandbox import Sandbox
from timeback_api.events.models import Event
from timeback_runtime.times import utc_text

MOMENT = datetime(2026, 3, 2, 5, 0, 0, 123987, tzinfo=timezone(timedelta(hours=-5)))
TEXT = "2026-03-02T10:00:00.123Z"


def wire(box: Sandbox, number: int, moment: datetime) -> dict[str, Any]:
    """An event as a dictionary that has a time in each part."""
    with box.client(sensor=SENSOR) as client:
        event = spent(number).build(client.events._context(None))
    parts = {"at": moment, "list": [moment, {"deep": (moment,)}], "day": date(2026, 3, 2), "text": "2026-03-02"}
    event["eventTime"] = moment
    event["extensions"] = parts
    event["generated"] = {**event["generated"], "extensions": {"at": moment}}
    event["generated"]["items"] = [{**item, "extensions": {"at": moment}} for item in event["generated"]["items"]]
    return event


def check(box: Sandbox, number: int) -> None:
    with box.client() as client:
        stored = client.events.get_event(identity(number)).to_dict()
    assert stored["eventTime"] == TEXT
    assert stored["extensions"] == {
        "at": TEXT,
        "list": [TEXT, {"deep": [TEXT]}],
        "day": "2026-03-02",
        "text": "2026-03-02",
    }
    assert stored["generated"]["extensions"] == {"at": TEXT}
    assert [item["extensions"] for item in stored["generated"]["items"]] == [{"at": TEXT}]


def test_dictionaries(box: Sandbox, call: Call) -> None:
    given = wire(box, 1, MOMENT)
    call(lambda client: client.events.send(given))
    check(box, 1)
    # What the caller gave is not changed.
    assert given == wire(box, 1, MOMENT)
    report = call(lambda client: client.events.send_many([wire(box, 2, MOMENT)]))
    assert report.sent == [identity(2)]
    check(box, 2)
    assert call(lambda client: client.events.validate(wire(box, 3, MOMENT)))


def test_models(box: Sandbox, call: Call) -> None:
    given = wire(box, 1, MOMENT)
    model = Event(
        context=given["@context"],
        id=given["id"],
        event_time=MOMENT,
        type_=given["type"],
        profile=given["profile"],
        actor=given["actor"],
        action=given["action"],
        object_=given["object"],
        extensions=given["extensions"],
        generated=given["generated"],
    )
    call(lambda client: client.events.send(model))
    check(box, 1)


def test_extensions_of_builders(box: Sandbox, call: Call) -> None:
    call(lambda client: client.events.send(spent(1, time=MOMENT, extensions={"at": MOMENT})))
    with box.client() as client:
        assert client.events.get_event(identity(1)).to_dict()["extensions"]["at"] == TEXT


@pytest.mark.parametrize("kind", ["dict", "builder"])
def test_the_outbox(box: Sandbox, call: Call, tmp_path: Path, kind: str) -> None:
    event = wire(box, 1, MOMENT) if kind == "dict" else spent(1, time=MOMENT, extensions={"at": MOMENT})
    with Outbox(tmp_path / "events.db") as outbox:
        outbox.put(event)

        def flush(client: Any) -> Any:
            return (outbox.aflush if client.events._is_async else outbox.flush)(client)

        assert call(flush).sent == [identity(1)]
    if kind == "dict":
        check(box, 1)
    else:
        with box.client() as client:
            stored = client.events.get_event(identity(1)).to_dict()
        assert (stored["eventTime"], stored["extensions"]["at"]) == (TEXT, TEXT)


def test_a_time_without_a_zone(box: Sandbox, call: Call, tmp_path: Path) -> None:
    naive = MOMENT.replace(tzinfo=None)
    events = [
        ("eventTime", {**wire(box, 1, MOMENT), "eventTime": naive}),
        ("extensions.list[0].x", {**wire(box, 1, MOMENT), "extensions": {"list": [{"x": naive}]}}),
        ("extensions.at", spent(1, extensions={"at": naive})),
    ]
    for place, event in events:
        with pytest.raises(InvalidRequestError) as caught:
            call(lambda client, event=event: client.events.send(event))
        assert str(caught.value).startswith(f"events[0].{place} has no time zone")
        with Outbox(tmp_path / "events.db") as outbox:
            with pytest.raises(InvalidRequestError) as caught:
                outbox.put(event)
            assert str(caught.value).startswith(f"events[0].{place} has no time zone")
            assert outbox.pending == 0
    assert list(box.events) == []


def test_an_event_that_contains_itself(box: Sandbox, call: Call) -> None:
    event = wire(box, 1, MOMENT)
    event["extensions"]["self"] = event
    with pytest.raises(InvalidRequestError, match="contains itself"):
        call(lambda client: client.events.send(event))


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.timezones()))
def test_every_time_has_one_form(moment: datetime) -> None:
    text = utc_text(moment)
    assert len(text) == len(TEXT)
    assert text.endswith("Z")
    truncated = moment.astimezone(UTC)
    assert datetime.fromisoformat(text) == truncated.replace(microsecond=truncated.microsecond // 1000 * 1000)
