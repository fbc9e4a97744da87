"""``timeback webhooks``: manage webhooks and their filters. No secret is printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from timeback.cli.confirmation import confirm, server_name, yes_option
from timeback.cli.connection import connect, connection_options
from timeback.cli.output.options import RecordOutput, record_options
from timeback.cli.output.query import Query
from timeback.cli.streams import prompting, read_standard_input
from timeback.cli.verbosity import note

SECRET_VARIABLE = "TIMEBACK_WEBHOOK_SECRET"

_secret_options = (
    click.option("--secret-stdin", is_flag=True, help="Read the secret from standard input."),
    click.option(
        "--secret-variable", metavar="NAME", help=f"Read the secret from this variable. Default: {SECRET_VARIABLE}."
    ),
)
_webhook_id = click.argument("webhook_id", metavar="ID")


@click.group()
def webhooks() -> None:
    """Manage webhooks, which are addresses that the platform posts events to. No secret is printed.

    \b
    timeback webhooks list
    timeback webhooks create Progress https://app.example.org/events
    timeback webhooks filters create w1 type eq ActivityEvent
    timeback webhooks activate w1
    """


@webhooks.command(name="list")
@click.option("--sensor", metavar="IRI", help="Only webhooks for this sensor.")
@record_options
@connection_options
def list_(sensor: str | None, form: str | None, query: Query | None, **settings: Any) -> None:
    """List the webhooks, without their secrets."""
    with connect(**settings) as client:
        found = client.webhooks.list_webhooks(sensor=sensor)
    RecordOutput(form, query).write_all(map(_shown, found))


@webhooks.command()
@_webhook_id
@record_options
@connection_options
def show(webhook_id: str, form: str | None, query: Query | None, **settings: Any) -> None:
    """Print one webhook, without its secret."""
    with connect(**settings) as client:
        found = client.webhooks.get_webhook(webhook_id)
    RecordOutput(form, query).write_one(_shown(found))


@webhooks.command(short_help="Create a webhook.")
@click.argument("name")
@click.argument("target_url", metavar="URL")
@click.option("--description", metavar="TEXT", help="What it is for.")
@click.option("--sensor", metavar="IRI", help="Only events of this sensor are posted.")
@click.option("--active", is_flag=True, help="Post events from now on. Default: after `timeback webhooks activate`.")
@_secret_options[0]
@_secret_options[1]
@record_options
@connection_options
def create(
    name: str,
    target_url: str,
    description: str | None,
    sensor: str | None,
    active: bool,
    secret_stdin: bool,
    secret_variable: str | None,
    form: str | None,
    query: Query | None,
    **settings: Any,
) -> None:
    """Create a webhook with the name NAME, which posts events to URL.

    \b
    timeback webhooks create Progress https://app.example.org/events
    timeback webhooks create Progress https://app.example/ev --secret-stdin < file

    You choose the secret, which the receiver checks. It is read from standard input, from a variable, or from a prompt.
    The webhook is not active yet, so that filters can be added before events are posted.
    """
    data: dict[str, Any] = {"name": name, "description": description, "targetUrl": target_url, "active": active}
    if sensor is not None:
        data["sensor"] = sensor
    with connect(**settings) as client:
        secret = _read_secret(from_stdin=secret_stdin, variable=secret_variable)
        with _without(secret):
            made = client.webhooks.create_webhook({**data, "secret": secret})
    RecordOutput(form, query).write_one(_shown(made))
    if not active:
        note(f"It is not active. To post events: timeback webhooks activate {made.id or 'ID'}")


@webhooks.command()
@_webhook_id
@connection_options
def activate(webhook_id: str, **settings: Any) -> None:
    """Post events to a webhook from now on."""
    with connect(**settings) as client:
        client.webhooks.activate_webhook(webhook_id)
    note(f"activated {webhook_id}")


@webhooks.command()
@_webhook_id
@connection_options
def deactivate(webhook_id: str, **settings: Any) -> None:
    """Post no further events to a webhook."""
    with connect(**settings) as client:
        client.webhooks.deactivate_webhook(webhook_id)
    note(f"deactivated {webhook_id}")


@webhooks.command()
@_webhook_id
@yes_option
@connection_options
def delete(webhook_id: str, yes: bool, **settings: Any) -> None:
    """Delete a webhook."""
    with connect(**settings) as client:
        if not yes:
            server = server_name(client)
            confirm(f"this deletes a webhook on {server}", f"Delete the webhook {webhook_id} on {server}?")
        client.webhooks.delete_webhook(webhook_id)
    note(f"deleted {webhook_id}")


@webhooks.group()
def filters() -> None:
    """Manage the filters, which select the events of a webhook.

    \b
    timeback webhooks filters list w1
    timeback webhooks filters create w1 type eq ActivityEvent
    """


@filters.command(name="list")
@click.argument("webhook_id", required=False, metavar="[WEBHOOK]")
@record_options
@connection_options
def list_filters(webhook_id: str | None, form: str | None, query: Query | None, **settings: Any) -> None:
    """List the filters of a webhook, or all filters."""
    with connect(**settings) as client:
        service = client.webhooks
        found = service.list_filters() if webhook_id is None else service.list_webhook_filters(webhook_id)
    RecordOutput(form, query).write_all(one.to_dict() for one in found)


@filters.command(name="create", short_help="Add a filter to a webhook.")
@click.argument("webhook_id", metavar="WEBHOOK")
@click.argument("key")
@click.argument("operation")
@click.argument("value")
@click.option(
    "--type",
    "kind",
    type=click.Choice(("string", "number", "boolean")),
    default="string",
    show_default=True,
    help="Type of the value.",
)
@click.option("--inactive", is_flag=True, help="Store the filter without using it.")
@record_options
@connection_options
def create_filter(
    webhook_id: str,
    key: str,
    operation: str,
    value: str,
    kind: str,
    inactive: bool,
    form: str | None,
    query: Query | None,
    **settings: Any,
) -> None:
    """Add a filter to a webhook: the property KEY of an event is compared with VALUE.

    \b
    timeback webhooks filters create w1 type eq ActivityEvent
    timeback webhooks filters create w1 sensor startsWith https://app.example.org

    OPERATION is eq, neq, gt, gte, lt, lte, contains, notContains, in, notIn, startsWith, endsWith or regexp.
    """
    data = {
        "webhookId": webhook_id,
        "filterKey": key,
        "filterOperation": operation,
        "filterValue": value,
        "filterType": kind,
        "active": not inactive,
    }
    with connect(**settings) as client:
        _check_operation(operation)
        made = client.webhooks.create_filter(data)
    RecordOutput(form, query).write_one(made.to_dict())


def _check_operation(operation: str) -> None:
    from timeback_api.webhooks.models import FilterOperation
    from timeback_runtime.suggestions import did_you_mean

    known = [str(one) for one in FilterOperation]
    if operation not in known:
        raise click.UsageError(
            f"OPERATION is one of {', '.join(known)}, not {operation!r}.{did_you_mean(operation, known)}"
        )


@filters.command(name="delete")
@click.argument("filter_id", metavar="ID")
@yes_option
@connection_options
def delete_filter(filter_id: str, yes: bool, **settings: Any) -> None:
    """Delete a filter. The webhook then posts the events that it left out."""
    with connect(**settings) as client:
        if not yes:
            server = server_name(client)
            confirm(f"this deletes a filter on {server}", f"Delete the filter {filter_id} on {server}?")
        client.webhooks.delete_filter(filter_id)
    note(f"deleted {filter_id}")


def _shown(webhook: Any) -> dict[str, Any]:
    """Return a webhook as it is printed: every reply contains the secret."""
    return {name: value for name, value in webhook.to_dict().items() if name.lower() != "secret"}


def _read_secret(*, from_stdin: bool, variable: str | None) -> str:
    """Return the secret from standard input, a variable, or a prompt.

    Raises:
        click.UsageError: there is none.
        ConfigurationError: it is empty, or holds a space or a control character.
    """
    from timeback.settings.secrets import check_secret

    if from_stdin and variable is not None:
        raise click.UsageError("--secret-stdin and --secret-variable exclude each other.")
    if from_stdin:
        return check_secret("the secret on standard input", read_standard_input())
    name = variable or SECRET_VARIABLE
    if text := os.environ.get(name, "").strip():
        return check_secret(name, text)
    if variable is not None or not sys.stdin.isatty():
        raise click.UsageError(
            f"The secret is missing: set {name}, or pass --secret-stdin and write it to standard input."
        )
    with prompting():
        return check_secret(
            "the secret", click.prompt("Secret of the webhook", hide_input=True, confirmation_prompt=True, err=True)
        )


@contextmanager
def _without(secret: str) -> Iterator[None]:
    """Remove the secret from the description that a server gives of an error."""
    from timeback.errors import APIStatusError

    try:
        yield
    except APIStatusError as error:
        if error.description:
            error.description = error.description.replace(secret, "[secret]")
        raise
