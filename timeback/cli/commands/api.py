"""``timeback api``: send one request to any path of a service."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from timeback.cli.connection import connect, connection_options
from timeback.cli.errors import FAILED, exit_with_error
from timeback.cli.input.records import decode, invalid_json
from timeback.cli.output.formats import default_format
from timeback.cli.output.options import record_options, write_result
from timeback.cli.output.query import Query
from timeback.cli.shell.completion import service_paths
from timeback.cli.verbosity import note
from timeback_runtime.numbers import loads_exactly

if TYPE_CHECKING:
    from timeback_runtime.messages import Reply

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def _complete_method(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [method for method in METHODS if method.startswith(incomplete.upper())]


def _method(text: str) -> str:
    if text.upper() not in METHODS:
        raise click.UsageError(f"METHOD is one of {', '.join(METHODS)}, as in: timeback api GET rostering/users")
    return text.upper()


@click.command()
@click.argument("method", callback=lambda context, parameter, value: _method(value), shell_complete=_complete_method)
@click.argument("path", shell_complete=service_paths)
@click.option(
    "--json",
    "body",
    metavar="BODY",
    help="The body: JSON, @FILE to read it from a file, or - to read it from standard input.",
)
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="A query parameter. May be repeated.")
@record_options
@connection_options
def api(
    method: str,
    path: str,
    body: str | None,
    parameters: tuple[str, ...],
    form: str | None,
    query: Query | None,
    **settings: Any,
) -> None:
    """Send one request to any path of a service, and print the body of the reply.

    \b
    timeback api GET rostering/users --param limit=5 --query "users[].sourcedId"
    timeback api GET /ims/oneroster/rostering/v1p2/users/u1 -o json
    timeback api POST webhooks/webhooks/ --json @webhook.json
    echo '{"org": {"name": "A"}}' | timeback api PATCH rostering/orgs/o1 --json -

    PATH is SERVICE/PATH, such as rostering/users; a whole path with the base path of a service; or a URL of it. The
    services are case, clr, edubridge, events, gradebook, powerpath, qti, resources, rostering and webhooks.

    The request is signed in, and repeated after a failure if that is safe: GET, PUT and DELETE. The body is sent as it
    is, and no page follows the first. A path of another host is refused.
    """
    from timeback.cli.service_paths import parse_service_path
    from timeback_runtime.messages import error_from_reply

    given = tuple(map(_parse_parameter, parameters))
    if body is not None and method == "GET":
        raise click.UsageError("--json: GET has no body; query parameters are --param NAME=VALUE.")
    content = None if body is None else _read_body(body)
    with connect(**settings) as client:
        request = parse_service_path(path, client.settings).request(method, given, content)

        def read(reply: Reply) -> Reply:
            if not 200 <= reply.status < 300:
                raise error_from_reply(request, reply)
            return reply

        reply = client.rostering.api.send(request, read)
    _write(reply, form, query)


def _parse_parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.UsageError("--param takes NAME=VALUE, such as --param limit=5")
    return name, value


def _read_body(text: str) -> bytes:
    """Return the body that an option gives: JSON as it was written, in UTF-8.

    Raises:
        click.UsageError: the file cannot be read, or it is not JSON.
    """
    if text == "-" or text.startswith("@"):
        file = click.File("rb").convert("-" if text == "-" else text[1:], None, click.get_current_context())
        try:
            with file:
                text = decode(cast(BinaryIO, file))
        except OSError as error:
            raise click.UsageError(f"--json: {error.strerror or 'the file cannot be read'}.") from None
    elif Path(text).suffix == ".json":
        raise click.UsageError(f"--json: to read the body from a file, write --json @{text}")
    try:
        loads_exactly(text)
    except json.JSONDecodeError as error:
        raise invalid_json(error, error.lineno) from None
    return text.encode()


def _write(reply: Reply, form: str | None, query: Query | None) -> None:
    """Write the body: JSON as the options say, any other unchanged."""
    if not reply.content:
        note(f"The server answered {reply.status} without a body.")
        return
    try:
        value = loads_exactly(reply.content.decode("utf-8-sig"))
    except ValueError:
        if query is not None:
            kind = reply.media_type or "a body without a type"
            exit_with_error(f"--query needs JSON, and the server answered {reply.status} with {kind}", FAILED)
        sys.stdout.write(reply.content.decode("utf-8", "replace"))
        return
    form = form or default_format()
    if query is not None:
        write_result(query.apply(value), form)
    elif form in ("table", "csv"):
        write_result(_rows(value), form)
    else:
        write_result(value, form)


def _rows(value: Any) -> Any:
    """Return the list in the body of a listing, which has counters beside it; other values unchanged."""
    if isinstance(value, dict):
        lists = [inner for inner in value.values() if isinstance(inner, list)]
        others = [inner for inner in value.values() if isinstance(inner, dict) and "limit" not in inner]
        if len(lists) == 1 and not others and all(isinstance(item, dict) for item in lists[0]):
            return lists[0]
    return value
