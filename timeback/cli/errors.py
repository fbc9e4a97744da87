"""Error reporting of the command line: a message on standard error, and an exit code."""

from __future__ import annotations

import os
import re
import signal
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from timeback._escaping.terminal import one_line
from timeback.cli.streams import discard_output
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
def report_errors() -> Iterator[None]:
    """Report exceptions as messages, and exit.

    The exit code is 2 for wrong arguments and settings, 1 for other errors, and 130 after Ctrl+C.
    """
    try:
        with _warnings_as_lines():
            try:
                yield
            finally:
                # Flushed here, because an error at interpreter exit could not be reported.
                sys.stdout.flush()
    except StorageError as error:
        # The StorageError of a journal is a ConfigurationError too, but not an error in the arguments.
        exit_with_error(f"{error}{_notes(error)}", FAILED)
    except (ConfigurationError, InvalidRequestError) as error:
        exit_with_error(str(error), USAGE)
    except APIStatusError as error:
        # The server's description is shown on the terminal only; logs and exceptions leave it out as it may contain
        # personal data.
        description = f"\n  {one_line(error.description)}" if error.description else ""
        request = f" (request {error.request_id})" if error.request_id else ""
        exit_with_error(
            f"{with_token_auth_setting(str(error))}{request}{description}{_hint(error)}{_notes(error)}", FAILED
        )
    except TimeBackError as error:
        exit_with_error(f"{error}{_notes(error)}", FAILED)
    except OSError as error:
        exit_with_os_error(error)
    except KeyboardInterrupt:
        # The exit code by which a shell recognises an interrupt. That of click is 1, as of an error.
        exit_with_error("interrupted", 128 + signal.SIGINT)


def exit_with_os_error(error: OSError) -> NoReturn:
    """Report an error of the operating system and exit. Output that is not written yet is discarded."""
    try:
        sys.stdout.flush()
    except OSError:
        discard_output(sys.stdout)
    name = f": {one_line(os.path.basename(error.filename))}" if isinstance(error.filename, str) else ""  # noqa: PTH119
    exit_with_error(
        f"{error.strerror or type(error).__name__}{name}; check the path, its permissions and the free disk space",
        FAILED,
    )


@contextmanager
def _warnings_as_lines() -> Iterator[None]:
    """Show the warnings of this package without their location in the source code."""

    def show(message: Warning | str, category: type[Warning], *location: Any, **options: Any) -> None:
        if category.__module__.startswith("timeback"):
            click.echo(f"timeback: warning: {message}", err=True)
        else:
            original(message, category, *location, **options)

    with warnings.catch_warnings():
        original, warnings.showwarning = warnings.showwarning, show
        yield


def _notes(error: TimeBackError) -> str:
    """Return the notes of an error, which say how to continue."""
    return "".join(f"\n  {note}" for note in getattr(error, "__notes__", ()))


@contextmanager
def option_labels(labels: Mapping[str, str], in_text: Mapping[str, str]) -> Iterator[None]:
    """Report an invalid argument of the library under the name of its option.

    Args:
        labels: the option of each argument, such as ``--fields``; empty text for no label.
        in_text: texts about arguments, and what replaces them.
    """
    try:
        yield
    except StorageError:
        raise
    except InvalidRequestError as error:
        name, colon, text = str(error).partition(":")
        if name not in labels or not colon:
            raise
        for argument, option in in_text.items():
            text = text.replace(argument, option)
        raise click.UsageError(f"{labels[name]}:{text}" if labels[name] else text.strip()) from None


def with_option_names(error: ConfigurationError, *options: str) -> ConfigurationError:
    """Return the error with names of command line options in place of the arguments that its text names.

    Args:
        error: an error of the library.
        options: the arguments that are options of the command. Text about others, such as the secret, is reduced to
            the environment variable.
    """

    def option(found: re.Match[str]) -> str:
        if found[2] not in options:
            return found[0]
        import shlex

        value = shlex.quote(found[3]) if found[3] else ""
        return f"{found[1]} --{found[2].replace('_', '-')} {value}".rstrip()

    text = str(error).replace("use timeback.sandbox.Sandbox", "start a server with `timeback sandbox`")
    text = text.replace("pass allow_http=True", "set allow_http = true in a profile")
    # The secret has no option; it comes from the environment.
    return ConfigurationError(_ONLY_ARGUMENT.sub("set", _ARGUMENT.sub(option, text)))


def with_token_auth_setting(text: str) -> str:
    """Return the text about a refused token request with the setting in place of the argument that it names."""
    return text.replace("pass token_auth='basic'", "set token_auth to basic in a profile or TIMEBACK_TOKEN_AUTH")


def _hint(error: APIStatusError) -> str:
    if not isinstance(error, NotFoundError):
        return ""
    if "{" in (error.path or ""):
        return "\n  To list existing ids: timeback get COLLECTION --limit 10 --fields sourcedId"
    return "\n  The server has nothing at this path. Run timeback doctor to see which services respond."


def exit_with_error(text: str, code: int) -> NoReturn:
    """Print an error message to standard error and exit."""
    click.echo(f"timeback: {text}", err=True)
    sys.exit(code)
