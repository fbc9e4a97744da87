"""Connection options of commands, and the client that they configure."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from timeback.cli.errors import with_option_names
from timeback.cli.request_options import request_options, request_settings
from timeback.cli.shell.completion import environments, profiles
from timeback.cli.streams import prompting

if TYPE_CHECKING:
    from timeback import TimeBackClient

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--profile", "-p", metavar="NAME", help="A profile of the configuration file.", shell_complete=profiles
    ),
    click.option("--environment", "-e", metavar="NAME", help="staging or production.", shell_complete=environments),
    click.option("--api-url", metavar="URL", help="Base URL of a custom server."),
    click.option("--qti-api-url", metavar="URL", help="Base URL of its QTI service, including /api."),
    click.option("--events-url", metavar="URL", help="Base URL of its events and webhooks."),
    click.option("--token-url", metavar="URL", help="URL of its OAuth2 token endpoint."),
    click.option("--scope", metavar="SCOPES", help="OAuth2 scopes to request, separated by spaces."),
    click.option(
        "--base-paths",
        metavar="PAIRS",
        help='Paths or URLs of its services, such as "rostering=/or/v1p2 gradebook=https://...".',
    ),
    click.option(
        "--filter-quotes",
        type=click.Choice(["double", "backslash", "none"]),
        help="How it reads a quote in the value of a filter. Default: double.",
    ),
    click.option(
        "--token-auth",
        type=click.Choice(["post", "basic", "basic-raw"]),
        help="How id and secret are sent to its token endpoint. Default: post, in the form.",
    ),
    click.option(
        "--client-id", metavar="ID", help="Client id. The secret comes from the environment, a profile or a prompt."
    ),
)


def connection_options(command: F) -> F:
    """Add the connection options to a command, which passes them to ``connect`` as keyword arguments."""
    command = request_options(command)
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def connect(*, profile: str | None = None, **settings: str | None) -> TimeBackClient:
    """Create the client that the connection options describe; prompt for the secret on a terminal.

    Raises:
        ConfigurationError: a setting is missing, or contradicts another one.
    """
    from timeback import TimeBackClient
    from timeback.errors import ConfigurationError
    from timeback.settings import variable

    given: dict[str, Any] = {}
    try:
        given = given_settings(settings)
        return TimeBackClient(**given) if profile is None else TimeBackClient.from_profile(profile, **given)
    except ConfigurationError as error:
        if profile or not str(error).startswith("client_secret is missing") or not sys.stdin.isatty():
            raise with_option_names(error, *settings) from None
        environment = given.get("environment") or os.environ.get("TIMEBACK_ENVIRONMENT")
        with prompting():
            name = variable(environment, "client_secret")
            secret = click.prompt(f"Client secret ({name})", hide_input=True, err=True)
        return TimeBackClient(**given, client_secret=secret)


def given_settings(options: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the settings that the connection options and the options of requests give.

    Raises:
        ConfigurationError: a value is wrong.
    """
    from timeback.settings import parse_base_paths

    given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    if "base_paths" in given:
        given["base_paths"] = parse_base_paths("base_paths", given["base_paths"])
    return given | request_settings()
