"""Confirmation before a command changes data: a question on a terminal, the option ``--yes`` elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from timeback.cli.errors import USAGE, exit_with_error
from timeback.cli.streams import prompting

if TYPE_CHECKING:
    from timeback import TimeBackClient

yes_option = click.option("--yes", "-y", is_flag=True, help="Do not ask. Necessary where there is no terminal.")


def server_name(client: TimeBackClient) -> str:
    """Return the environment of a client, or the address of another server, for questions."""
    return client.environment or client.settings.api_url


def confirm(effect: str, question: str) -> None:
    """Ask a question that is answered with y or n; exit if it is not confirmed.

    Args:
        effect: what happens, for a command that cannot ask, such as ``this deletes 3 objects on staging``.
    """
    require_terminal(effect)
    with prompting():
        confirmed = click.confirm(question, err=True)
    _exit_unless(confirmed)


def confirm_by_name(effect: str, name: str) -> None:
    """Ask the user to type a name; exit if it is not typed."""
    require_terminal(effect)
    with prompting():
        typed = click.prompt(f"{effect[0].upper()}{effect[1:]}. Type '{name}' to continue", err=True)
    _exit_unless(typed == name)


def require_terminal(effect: str) -> None:
    """Exit with a message that names ``--yes`` if nobody can be asked."""
    if not sys.stdin.isatty():
        exit_with_error(f"{effect}, and without a terminal nobody can be asked: pass --yes to confirm it", USAGE)


def _exit_unless(confirmed: bool) -> None:
    if not confirmed:
        exit_with_error("not confirmed; nothing was sent", USAGE)
