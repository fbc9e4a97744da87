"""Lines that set environment variables, in the syntax of each shell."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from pathlib import PurePath

__all__ = ["SHELLS", "comment", "current", "setting"]

SHELLS: Mapping[str, Callable[[str, str], str]] = {
    "sh": lambda name, value: f"export {name}={shlex.quote(value)}",
    "fish": lambda name, value: f"set -gx {name} {_quoted(value, backslash=True)}",
    "powershell": lambda name, value: f"$env:{name} = {_quoted(value, backslash=False)}",
    "cmd": lambda name, value: f'set "{name}={value}"',
}


def current(environ: Mapping[str, str] = os.environ, system: str = os.name) -> str:
    """Return the name of the shell that a user of this machine most likely has."""
    if system == "nt":
        # Git Bash and similar shells set SHELL; cmd and PowerShell cannot be told apart.
        return "sh" if environ.get("SHELL") else "powershell"
    return "fish" if PurePath(environ.get("SHELL", "")).name == "fish" else "sh"


def setting(shell: str, name: str, value: str) -> str:
    """Return the line that sets an environment variable."""
    return SHELLS[shell](name, value)


def comment(shell: str, text: str) -> str:
    """Return a line that the shell ignores."""
    return f"{'REM' if shell == 'cmd' else '#'} {text}"


def _quoted(value: str, *, backslash: bool) -> str:
    """Quote a value. In a string, fish escapes by a backslash; PowerShell writes a quote twice."""
    if backslash:
        value = value.replace("\\", "\\\\").replace("'", "\\'")
    else:
        value = value.replace("'", "''")
    return f"'{value}'"
