"""Events that a command reads: JSON events, or envelopes that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import click

from timeback.cli.input.records import read_objects

if TYPE_CHECKING:
    from timeback.settings import Settings

_PLACE: Final = re.compile(r"envelope\.data\[\d+\](?:: |\.)")
_SNAKE_CASE: Final = re.compile(r"(?<=[a-z])_([a-z])")


def read_events(file: BinaryIO, sensor: str | None, settings: Settings) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the events of a file, in their order, each group with the sensor that sends it.

    Args:
        sensor: the sensor of the option, which replaces those of envelopes. Without it, an event outside an envelope
            has the sensor of the client.

    Raises:
        click.UsageError: it is no JSON, there is no event, an event has no id, an id occurs twice, or a sensor is
            missing.
    """
    found = list(_events(file))
    if not found:
        raise click.UsageError("The input has no events.")
    seen: set[str] = set()
    for number, (_, event) in enumerate(found, 1):
        identity = event.get("id")
        if not isinstance(identity, str) or not identity:
            raise click.UsageError(f"Event {number} has no id: set it to 'urn:uuid:' and a UUID.")
        if identity in seen:
            raise click.UsageError(f"Event {number}: {identity} occurs twice, and would count twice.")
        seen.add(identity)
    with_sensors = [(sensor or own or settings.sensor, event) for own, event in found]
    if any(name is None for name, _ in with_sensors):
        from timeback.settings import variable

        raise click.UsageError(
            "The sensor is missing, which is the IRI that names your application: pass --sensor "
            f"https://app.example.org, or set {variable(settings.environment, 'sensor')} or sensor in a profile."
        )
    groups = groupby(with_sensors, key=lambda pair: pair[0])
    return [(str(name), [event for _, event in group]) for name, group in groups]


def as_json_text(text: str) -> str:
    """Return an error about an event with its JSON names: ``eventTime is missing``, and not ``envelope.data[0]...``.

    Texts that do not come from the check before sending are unchanged.
    """
    if (found := _PLACE.match(text)) is None:
        return text
    return _SNAKE_CASE.sub(lambda name: name[1].upper(), text[found.end() :])


def _events(file: BinaryIO) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """Yield each event with the sensor of its envelope, if it has one."""
    for value in read_objects(file):
        if "data" not in value or "type" in value:
            yield None, value
            continue
        events, sensor = value["data"], value.get("sensor")
        if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
            raise click.UsageError("data of an envelope must be a list of events.")
        for event in events:
            yield sensor if isinstance(sensor, str) else None, event
