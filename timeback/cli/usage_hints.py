"""Advice for wrong command lines that the messages of click alone do not explain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import click

_EXTRA_ARGUMENT = re.compile(r"Got unexpected extra arguments? \((\S+)\)")


@contextmanager
def usage_hints() -> Iterator[None]:
    """Add advice to the usage errors of the block."""
    try:
        yield
    except click.NoSuchOption as error:
        if error.option_name == "--client-secret":
            advice = (
                "Other users of this machine can see arguments: set TIMEBACK_CLIENT_SECRET, or store the secret in a "
                "profile."
            )
        elif error.ctx is not None and isinstance(error.ctx.command, click.Group) and not error.possibilities:
            advice = f"Options follow the name of the command: timeback COMMAND {error.option_name} ..."
        else:
            raise
        raise click.UsageError(f"{error.message} {advice}", error.ctx) from None
    except click.UsageError as error:
        extra = _EXTRA_ARGUMENT.match(error.message)
        if extra is None or error.ctx is None or error.ctx.command.name != "get":
            raise
        path = error.ctx.params.get("path") or "COLLECTION"
        advice = f"To read one object: timeback get {path}/{extra[1]}"
        raise click.UsageError(f"{error.message}. {advice}", error.ctx) from None
