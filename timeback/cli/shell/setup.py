"""Files that enable completion in a shell: the script of the shell, and the line of its startup file that loads it."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Final

import attrs

MARK: Final = "# timeback completion"
"""The end of the line in a startup file, by which a later installation finds it."""
SHELLS: Final = ("bash", "zsh", "fish", "powershell")
_DEFAULT_MODE: Final = 0o644


@attrs.frozen
class Change:
    """What happens to one file.

    Attributes:
        path: the file; the target of a symbolic link.
        content: what it is to contain.
        line: the line that is added to a startup file; None if the whole file is written.
        is_needed: False if the file already has that content.
    """

    path: Path
    content: bytes = attrs.field(repr=False)
    line: str | None
    is_needed: bool

    def apply(self) -> None:
        """Write the file, which keeps its mode.

        Raises:
            StorageError: it cannot be written. The old file is unchanged.
        """
        from timeback._storage.atomic_write import write_atomically
        from timeback._storage.errors import StorageErrors

        action = "enable completion"
        with StorageErrors(self.path, action):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            mode = self.path.stat().st_mode & 0o7777 if self.path.exists() else _DEFAULT_MODE
        write_atomically(self.path, self.content, action=action)
        with StorageErrors(self.path, action):
            self.path.chmod(mode)


def current_shell(environ: Mapping[str, str]) -> str | None:
    """Return the login shell of the user; None if it has no completion, or is not known."""
    if os.name == "nt" and not environ.get("SHELL"):
        return "powershell"
    name = PurePath(environ.get("SHELL", "")).name.removesuffix(".exe")
    return "powershell" if name == "pwsh" else name if name in SHELLS else None


def plan(shell: str, script: str, environ: Mapping[str, str]) -> list[Change]:
    """Return what enables completion in a shell.

    Args:
        script: the script that defines the completion.
        environ: the environment variables, which may move the folders of the shell.

    Raises:
        StorageError: a file cannot be read.
    """
    if shell == "powershell":
        return _plan_powershell(script, environ)
    home = Path(environ.get("HOME") or Path.home())
    if shell == "fish":
        folder = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "fish" / "completions"
        return [_whole_file(folder / "timeback.fish", script)]
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "timeback"
    file = data / f"completion.{shell}"
    load = f". {shlex.quote(str(file))}"
    if shell == "zsh":
        startup = Path(environ.get("ZDOTDIR") or home) / ".zshrc"
        # The script needs compdef, which a startup file without compinit does not have.
        load = f"(( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit; }}; {load}"
    else:
        # A terminal of macOS starts login shells, which do not read .bashrc.
        startup = home / (".bash_profile" if sys.platform == "darwin" else ".bashrc")
    line = f"[ -f {shlex.quote(str(file))} ] && {{ {load}; }} {MARK}"
    return [_whole_file(file, script), _startup_file(startup, line, shell)]


def _plan_powershell(script: str, environ: Mapping[str, str]) -> list[Change]:
    """Return what enables completion in PowerShell 7. Version 5 reads startup files only if a policy allows it."""
    if os.name == "nt":
        from platformdirs import user_data_path, user_documents_path

        data, settings = user_data_path("timeback", appauthor=False), user_documents_path() / "PowerShell"
    else:
        home = Path(environ.get("HOME") or Path.home())
        data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "timeback"
        settings = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "powershell"
    file = data / "completion.ps1"
    quoted = "'{}'".format(str(file).replace("'", "''"))
    line = f"if (Test-Path {quoted}) {{ . {quoted} }} {MARK}"
    return [
        _whole_file(file, script),
        _startup_file(settings / "Microsoft.PowerShell_profile.ps1", line, "powershell"),
    ]


def _whole_file(path: Path, text: str) -> Change:
    content = f"{text.strip()}\n".encode()
    path = _target(path)
    return Change(path, content, None, _read(path) != content)


def _startup_file(path: Path, line: str, shell: str) -> Change:
    path = _target(path)
    content = _read(path)
    lines = content.splitlines(keepends=True)
    if any(f"_TIMEBACK_COMPLETE={shell}_source".encode() in old and not old.lstrip().startswith(b"#") for old in lines):
        # The user has added the line of the documentation of click.
        return Change(path, content, line, False)
    kept = b"".join(old for old in lines if not old.rstrip().endswith(MARK.encode()))
    if kept and not kept.endswith(b"\n"):
        kept += b"\n"
    is_there = os.fsencode(line) in (old.rstrip() for old in lines)
    return Change(path, content if is_there else kept + os.fsencode(line) + b"\n", line, not is_there)


def _target(path: Path) -> Path:
    # Startup files are often symbolic links into a repository of settings.
    return path.resolve() if path.is_symlink() else path


def _read(path: Path) -> bytes:
    from timeback._storage.errors import StorageErrors

    with StorageErrors(path, "read the file"):
        return path.read_bytes() if path.exists() else b""
