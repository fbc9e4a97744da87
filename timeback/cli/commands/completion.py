"""``timeback completion``: enable completion with the Tab key."""

from __future__ import annotations

import os

import click
from click.shell_completion import get_completion_class

from timeback.cli.shell.setup import SHELLS, Change, current_shell, plan
from timeback.cli.verbosity import note

_shell_argument = click.argument("shell", type=click.Choice(SHELLS), required=False, metavar="[SHELL]")


@click.group()
def completion() -> None:
    """Complete commands, options, collections, properties and profiles with the Tab key.

    \b
    timeback completion install
    timeback completion show zsh > _timeback

    SHELL is bash (4.4 or newer), zsh, fish, or powershell (7 or newer). Completion sends no requests, so ids are not
    completed.
    """


@completion.command()
@_shell_argument
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def install(shell: str | None, dry_run: bool) -> None:
    """Enable completion for your user, and print what was changed.

    \b
    timeback completion install --dry-run
    timeback completion install bash

    Without SHELL, it is that of the variable SHELL. For bash and zsh, a script is written to ~/.local/share/timeback,
    and one line in the startup file loads it. For fish, a script is written to ~/.config/fish/completions. For
    PowerShell 7, a script is written to your data folder, and one line in your profile loads it. Repeating the command
    changes nothing, except after an upgrade with another script.
    """
    shell = _selected(shell)
    changes = plan(shell, _script(shell), os.environ)
    for change in changes:
        if change.is_needed and not dry_run:
            change.apply()
        click.echo(_describe(change, dry_run=dry_run))
    if not dry_run and any(change.is_needed for change in changes):
        note(f"Open a new terminal to use completion in {shell}.")


@completion.command()
@_shell_argument
def show(shell: str | None) -> None:
    """Print the script that defines completion in a shell, to install it in another way."""
    click.echo(_script(_selected(shell)))


def _selected(shell: str | None) -> str:
    found = shell or current_shell(os.environ)
    if found is None:
        name = os.environ.get("SHELL") or "not set"
        raise click.UsageError(f"The variable SHELL ({name}) is none of {', '.join(SHELLS)}: name the shell.")
    return found


def _script(shell: str) -> str:
    root = click.get_current_context().find_root().command
    found = get_completion_class(shell)
    if found is None:
        raise click.ClickException(f"The installed click has no completion for {shell}: pip install 'click>=8.5'")
    script: str = found(root, {}, "timeback", "_TIMEBACK_COMPLETE").source()
    return script


def _describe(change: Change, *, dry_run: bool) -> str:
    if not change.is_needed:
        return f"unchanged {change.path}"
    if change.line is None:
        return f"{'would write' if dry_run else 'wrote'} {change.path}"
    return f"{'would add' if dry_run else 'added'} to {change.path}: {change.line}"
