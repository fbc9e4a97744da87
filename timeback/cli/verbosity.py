"""``--quiet`` and ``--no-progress``: which messages a command prints besides its result and its errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_KEY = "timeback.verbosity."


def verbosity_options(command: F) -> F:
    """Add ``--quiet`` to a command. ``note`` and ``shows_progress`` read it; the command gets no argument."""
    return _flag("--quiet", "-q", help="Print the result and errors only: no notes and no progress.")(command)


def progress_options(command: F) -> F:
    """Add ``--no-progress`` and ``--quiet`` to a command."""
    return _flag("--no-progress", help="Do not show progress.")(verbosity_options(command))


def note(text: str) -> None:
    """Print a message to standard error that is neither a result nor an error, unless ``--quiet`` is given."""
    if not _is_set("quiet"):
        click.echo(text, err=True)


def shows_progress() -> bool:
    """Return whether the running command may show progress."""
    return not (_is_set("quiet") or _is_set("no_progress"))


def _flag(*names: str, help: str) -> Callable[[F], F]:  # noqa: A002 - the name that click uses
    def store(context: click.Context, parameter: click.Parameter, value: bool) -> None:
        context.meta[f"{_KEY}{parameter.name}"] = value

    return click.option(*names, is_flag=True, expose_value=False, callback=store, help=help)


def _is_set(name: str) -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(f"{_KEY}{name}"))
