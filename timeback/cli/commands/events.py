"""``timeback events``: send, validate and follow learning events."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from timeback.cli.connection import connect, connection_options
from timeback.cli.input.events import as_json_text, read_events
from timeback.cli.input.moments import MomentType
from timeback.cli.output.field_paths import parse_fields
from timeback.cli.output.formats import default_format
from timeback.cli.output.options import RecordOutput, record_options
from timeback.cli.output.query import Query
from timeback.cli.streams import is_read
from timeback.cli.verbosity import note

if TYPE_CHECKING:
    from timeback import TimeBackClient
    from timeback.events import SendReport

_FOLLOWED_FORMATS = ("table", "jsonl")
_TABLE_COLUMNS = ["eventTime", "type", "action", "actor.id", "object.id", "externalId"]
# Events of one request that checks them.
_VALIDATED_TOGETHER = 100

_file = click.argument("file", type=click.File("rb"), default="-")
_sensor = click.option("--sensor", metavar="IRI", help="IRI of the application. Default: of the envelope or profile.")


@click.group()
def events() -> None:
    """Send, validate and follow learning events (Caliper).

    \b
    timeback events validate events.jsonl
    timeback events send events.jsonl --sensor https://app.example.org
    timeback events tail --actor student@school.example --follow
    """


@events.command(short_help="Send events from JSON.")
@_file
@_sensor
@click.option(
    "--batch-size", type=click.IntRange(1), default=100, metavar="NUMBER", help="Events of a request. Default: 100."
)
@click.option(
    "--resend",
    is_flag=True,
    help="Look for events that were perhaps received, and send again what is not found. They may count twice.",
)
@click.option("--skip-stored", is_flag=True, help="Look for each event first, and send only those that are not stored.")
@click.option(
    "--wait", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="Wait until the events are stored."
)
@record_options
@connection_options
def send(
    file: BinaryIO,
    sensor: str | None,
    batch_size: int,
    resend: bool,
    skip_stored: bool,
    wait: float | None,
    form: str | None,
    query: Query | None,
    **settings: Any,
) -> None:
    """Send events from JSON: one event or envelope, a list, or one on each line.

    \b
    timeback events send events.jsonl
    timeback events send envelope.json --wait 30
    timeback events send events.jsonl --skip-stored

    Without FILE, or with -, JSON is read from standard input. Each event needs an id. The result is a list with the id
    and the outcome of each event: sent, stored (it was there already), repeated, unconfirmed or failed.

    An event that was perhaps received is not sent again: its outcome is unconfirmed. Repeat the command with
    --skip-stored a little later. If an event is unconfirmed or failed, the exit code is 1.
    """
    from timeback.errors import AllEventsRefusedError

    outcomes: dict[str, str] = {}
    job_ids: list[str] = []
    with connect(**settings) as client:
        groups = read_events(file, sensor, client.settings)
        total = sum(len(group) for _, group in groups)
        for name, group in groups:
            if skip_stored:
                stored = {event["id"] for event in group if _is_stored(client, event["id"])}
                outcomes |= dict.fromkeys(stored, "stored")
                group = [event for event in group if event["id"] not in stored]
            if group:
                try:
                    report = client.events.send_many(group, batch_size=batch_size, sensor=name)
                except AllEventsRefusedError as error:
                    click.echo(as_json_text(str(error)), err=True)
                    report = error.report
                    outcomes |= {event["id"]: "failed" for event in group}
                job_ids += report.job_ids
                _add_outcomes(client, report, outcomes, resend=resend)
        if wait is not None:
            for job_id in job_ids:
                client.events.wait_for_job(job_id, timeout=wait)
    RecordOutput(form, query).write_all({"id": identity, "outcome": text} for identity, text in outcomes.items())
    missing = [text for text in outcomes.values() if text in ("failed", "unconfirmed")]
    if missing:
        click.echo(f"{len(missing)} of {total} events are failed or unconfirmed", err=True)
        sys.exit(1)


def _is_stored(client: TimeBackClient, identity: str) -> bool:
    from timeback.errors import NotFoundError

    try:
        client.events.get_event(identity)
    except NotFoundError:
        return False
    return True


def _add_outcomes(client: TimeBackClient, report: SendReport, outcomes: dict[str, str], *, resend: bool) -> None:
    """Add the outcome of each event, and print the errors. ``resend`` looks for events that are unconfirmed."""
    from timeback.errors import AllEventsRefusedError, UnconfirmedEventsError

    outcomes |= dict.fromkeys(report.sent, "sent")
    outcomes |= dict.fromkeys(report.found, "stored")
    outcomes |= dict.fromkeys(report.repeated, "repeated")
    unconfirmed: list[UnconfirmedEventsError] = []
    for identity, error in report.failed:
        if not isinstance(error, UnconfirmedEventsError):
            outcomes[identity] = "failed"
            if not isinstance(error, AllEventsRefusedError):
                click.echo(f"{identity}: {as_json_text(str(error))}", err=True)
            continue
        outcomes[identity] = "unconfirmed"
        if error not in unconfirmed:
            unconfirmed.append(error)
    for error in unconfirmed:
        if resend:
            _add_outcomes(client, client.events.resend(error), outcomes, resend=False)
        else:
            count = len(error.event_ids)
            click.echo(
                f"It is not known whether {count} event{'s' * (count > 1)} arrived ({error.__cause__}). Repeat the "
                "command with --skip-stored a little later.",
                err=True,
            )


@events.command(short_help="Let the platform check events. Nothing is stored.")
@_file
@_sensor
@record_options
@connection_options
def validate(file: BinaryIO, sensor: str | None, form: str | None, query: Query | None, **settings: Any) -> None:
    """Let the platform check events from JSON. Nothing is stored.

    \b
    timeback events validate events.jsonl
    timeback events validate envelope.json --query "[?!valid]"

    Without FILE, or with -, JSON is read from standard input: one event or envelope, a list, or one on each line. The
    result is a list with the id of each event, whether it is valid, and what is wrong. If one is not valid, the exit
    code is 1.
    """
    rows: list[dict[str, Any]] = []
    with connect(**settings) as client:
        for name, group in read_events(file, sensor, client.settings):
            for start in range(0, len(group), _VALIDATED_TOGETHER):
                rows += _validated(client, group[start : start + _VALIDATED_TOGETHER], name)
    RecordOutput(form, query).write_all(rows)
    wrong = sum(not row["valid"] for row in rows)
    if wrong:
        click.echo(f"{wrong} of {len(rows)} events are not valid", err=True)
        sys.exit(1)


def _validated(client: TimeBackClient, group: list[dict[str, Any]], sensor: str) -> Iterator[dict[str, Any]]:
    """Yield the answer for each event. The answer for several does not tell which of them is wrong."""
    answer = client.events.validate(*group, sensor=sensor)
    if answer or len(group) == 1:
        problems = [as_json_text(problem) if isinstance(problem, str) else problem for problem in answer.errors]
        for event in group:
            yield {"id": event["id"], "valid": answer.valid, "errors": problems}
        return
    middle = len(group) // 2
    yield from _validated(client, group[:middle], sensor)
    yield from _validated(client, group[middle:], sensor)


@events.command(short_help="Print stored events, and further ones as they are stored.")
@click.option("--actor", metavar="USER", help="Only events of this person: e-mail address, user id or IRI.")
@click.option("--sensor", metavar="IRI", help="Only events of this application.")
@click.option(
    "--since",
    type=MomentType(),
    default="1h",
    show_default=True,
    metavar="TIME",
    help="Only events from then on: 2025-09-01T08:00:00Z, or 30m, 2h or 7d for a time before now.",
)
@click.option("--until", type=MomentType(), metavar="TIME", help="Only events up to then.")
@click.option(
    "--limit", "-n", type=click.IntRange(1), metavar="NUMBER", help="At first only the newest so many events."
)
@click.option("--follow", "-f", is_flag=True, help="Wait for further events, until Ctrl+C.")
@click.option(
    "--interval",
    type=click.FloatRange(0, min_open=True),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="With --follow: how often to look for events.",
)
@click.option("--fields", metavar="NAMES", help="Only these properties, such as eventTime,type,actor.id.")
@record_options
@connection_options
def tail(
    actor: str | None,
    sensor: str | None,
    since: datetime,
    until: datetime | None,
    limit: int | None,
    follow: bool,
    interval: float,
    fields: str | None,
    form: str | None,
    query: Query | None,
    **settings: Any,
) -> None:
    """Print stored events, the oldest first, and further ones as they are stored.

    \b
    timeback events tail --actor student@school.example --since 7d
    timeback events tail --follow --fields eventTime,type,action,actor.id
    timeback events tail --since 2025-09-01 --until 2025-09-02 -o csv

    With --follow the events are read again at each interval. An event that is stored late is printed if it happened at
    most an hour before the newest one. Events are personal data of their actors.
    """
    from timeback.cli.event_tail import EventTail, wait

    form = form or default_format()
    if follow and form not in _FOLLOWED_FORMATS:
        raise click.UsageError(f"--follow has no end: use -o {' or '.join(_FOLLOWED_FORMATS)}.")
    if follow and until is not None:
        raise click.UsageError("--follow and --until exclude each other.")
    names = parse_fields(fields) or (_TABLE_COLUMNS if form == "table" and query is None else None)
    output = RecordOutput(form, query, names)
    with connect(**settings) as client:
        stored = EventTail(client, actor, sensor, since, until)
        found = stored.read()
        if found:
            output.write_all(found[-limit:] if limit else found)
        else:
            note("There are no such events.")
        try:
            while follow and is_read():
                sys.stdout.flush()
                wait(interval)
                if further := stored.read_again(note):
                    output.write_all(further)
        except KeyboardInterrupt:
            # The end of a command without an end.
            return
