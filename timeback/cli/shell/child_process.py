"""Runs a command with the settings of a server in its environment."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from timeback.cli.errors import exit_with_error

__all__ = ["environment_for", "on_signals", "run_with_settings"]

NOT_EXECUTABLE, NOT_FOUND = 126, 127
"""Exit codes of a command that cannot be started, as shells define them."""

# Variables without an environment's name that are about no single server, beside those for every client.
_ABOUT_NO_SERVER = ("config", "log", "unknown_properties", "pseudonym_key")


def run_with_settings(command: Sequence[str], environment: str | None, settings: Mapping[str, str]) -> int:
    """Run a command until it ends, and return its exit code.

    SIGTERM and SIGHUP are passed on. Ctrl+C reaches the command by itself, since both are in one terminal.

    Args:
        environment: the environment whose variables are set; None for variables without its name.
        settings: the settings of a client by name, such as ``api_url``.
    """
    # Windows searches the PATH for .exe files only, unless it gets the full path of a .cmd file.
    program = shutil.which(command[0]) or command[0]
    try:
        child = subprocess.Popen(  # noqa: S603 - the user of the command line gives it
            [program, *command[1:]], env=environment_for(os.environ, environment, settings)
        )
    except FileNotFoundError:
        exit_with_error(f"{command[0]}: there is no such program; COMMAND follows the options", NOT_FOUND)
    except OSError as error:
        exit_with_error(f"{command[0]}: cannot be started: {error.strerror}", NOT_EXECUTABLE)
    # A handler, unlike SIG_IGN, is not inherited by programs.
    signal.signal(signal.SIGINT, lambda *_: None)
    on_signals(child.terminate, "SIGTERM", "SIGHUP")
    while True:
        # A signal may be delivered to a thread of the server, and then does not interrupt a wait without a limit.
        with suppress(subprocess.TimeoutExpired):
            code = child.wait(timeout=0.5)
            break
    return 128 - code if code < 0 else code


def environment_for(environ: Mapping[str, str], environment: str | None, settings: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which clients use these settings, and nothing that was set for another server."""
    from timeback.settings import variable
    from timeback.settings.environment_variables import FOR_EVERY_CLIENT
    from timeback.settings.environments import ENVIRONMENTS

    if environment is not None:
        replaced = re.compile(rf"TIMEBACK_{environment.upper()}_")
    else:
        others = "|".join(name.upper() for name in ENVIRONMENTS)
        replaced = re.compile(rf"TIMEBACK_(?!(?:{others})_)")
    always_kept = {variable(None, name) for name in (*FOR_EVERY_CLIENT, *_ABOUT_NO_SERVER)}
    kept = {name: value for name, value in environ.items() if not replaced.match(name) or name in always_kept}
    return {**kept, **{variable(environment, name): value for name, value in settings.items()}}


def on_signals(handler: Callable[[], object], *names: str) -> None:
    """Call a function when this process is asked to end: by SIGINT, SIGTERM or SIGHUP, or by the named signals."""
    for name in names or ("SIGINT", "SIGTERM", "SIGHUP"):
        # Windows has no SIGHUP. A signal that is ignored, as SIGHUP under nohup, stays ignored.
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: handler())
