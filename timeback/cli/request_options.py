"""``--timeout``, ``--max-retries`` and ``--quiet``: options of every command that sends requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from timeback.cli.verbosity import progress_options, verbosity_options

F = TypeVar("F", bound=Callable[..., Any])

_KEY: Final = "timeback.request."


def _store(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is not None:
        context.meta[f"{_KEY}{parameter.name}"] = value


_TIMEOUT = click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    expose_value=False,
    callback=_store,
    help="How long to wait for a connection, and for each part of a reply. Default: as in the profile, or 30.",
)
_MAX_RETRIES = click.option(
    "--max-retries",
    type=click.IntRange(0),
    metavar="NUMBER",
    expose_value=False,
    callback=_store,
    help="How often to repeat a failed request that is safe to repeat. Default: as in the profile, or 4.",
)


def request_options(command: F) -> F:
    """Add the options to a command. ``request_settings`` reads them; the command gets no argument."""
    return _TIMEOUT(_MAX_RETRIES(verbosity_options(command)))


def run_request_options(command: F) -> F:
    """Add the options and ``--no-progress`` to a command that shows progress."""
    return _TIMEOUT(_MAX_RETRIES(progress_options(command)))


def request_settings() -> dict[str, Any]:
    """Return the settings of a client that the options of the running command give."""
    context = click.get_current_context(silent=True)
    given = {} if context is None else context.meta
    return {name: given[f"{_KEY}{name}"] for name in ("timeout", "max_retries") if f"{_KEY}{name}" in given}
