"""What a user sees of an error: one line on standard error, and an exit code."""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from timeback._escaping.terminal import one_line
from timeback.errors import (
    APIStatusError,
    ConfigurationError,
    InvalidRequestError,
    NotFoundError,
    StorageError,
    TimeBackError,
)

FAILED, USAGE = 1, 2

_ARGUMENT = re.compile(r"\b(pass|or|and) (\w+)=(?:'([^']*)')?")
_ONLY_ARGUMENT = re.compile(r"pass \w+=, or set")


@contextmanager
def told() -> Iterator[None]:
    """Turn the errors of the library into a line and an exit code: 2 for what was typed, 1 for the rest."""
    try:
        with _warnings_in_a_line():
            try:
                yield
            finally:
                # What is left in the buffer would be written, and could fail, when nobody is left to tell it.
                sys.stdout.flush()
    except StorageError as error:
        # One about a journal is a ConfigurationError, too; it is not about what was typed.
        leave(f"{error}{_notes(error)}", FAILED)
    except (ConfigurationError, InvalidRequestError) as error:
        leave(str(error), USAGE)
    except APIStatusError as error:
        # The server's own words are for the person at the terminal; logs and exceptions do without them.
        said = f"\n  {one_line(error.description)}" if error.description else ""
        ticket = f" (request {error.request_id})" if error.request_id else ""
        leave(f"{error}{ticket}{said}{_hint(error)}{_notes(error)}", FAILED)
    except TimeBackError as error:
        leave(f"{error}{_notes(error)}", FAILED)
    except BrokenPipeError:
        # The reader of a pipe has seen enough, as in `| head -1`. Python would complain once more while it exits.
        _drop_output()
        sys.exit(0)
    except OSError as error:
        _drop_output()
        name = f": {one_line(os.path.basename(error.filename))}" if isinstance(error.filename, str) else ""  # noqa: PTH119
        leave(f"{error.strerror or type(error).__name__}{name}; look at the path, its rights and the disk", FAILED)


def _drop_output() -> None:
    """Let what could not be written to standard output go, so that nothing fails over it once more."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _warnings_in_a_line() -> Iterator[None]:
    """Show the warnings of this package as lines, without the place in the source that they come from."""

    def show(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
        if category.__module__.startswith("timeback"):
            click.echo(f"timeback: warning: {message}", err=True)
        else:
            usual(message, category, *place, **more)

    with warnings.catch_warnings():
        usual, warnings.showwarning = warnings.showwarning, show
        yield


def _notes(error: TimeBackError) -> str:
    """How to go on, where somebody on the error's way has said it."""
    return "".join(f"\n  {note}" for note in getattr(error, "__notes__", ()))


def for_a_shell(error: ConfigurationError, *options: str) -> ConfigurationError:
    """An error that says what a program should pass, in the words of a command that has these options."""

    def said(found: re.Match[str]) -> str:
        if found[2] not in options:
            return found[0]
        return f"{found[1]} --{found[2].replace('_', '-')} {found[3] or ''}".rstrip()

    text = str(error).replace("there is timeback.sandbox.Sandbox", "start a server by `timeback sandbox`")
    text = text.replace("pass allow_http=True", "say allow_http = true in a profile")
    # What has no option, a secret above all, comes from the environment.
    return ConfigurationError(_ONLY_ARGUMENT.sub("set", _ARGUMENT.sub(said, text)))


def _hint(error: APIStatusError) -> str:
    if not isinstance(error, NotFoundError):
        return ""
    if "{" in (error.path or ""):
        return "\n  To see which there are: timeback get COLLECTION --limit 10 --fields sourcedId"
    return "\n  Nothing is at this address: timeback doctor says which services answer."


def leave(text: str, code: int) -> NoReturn:
    click.echo(f"timeback: {text}", err=True)
    sys.exit(code)
