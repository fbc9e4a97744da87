"""Generates the page on the command line from each command's ``--help``."""

from __future__ import annotations

import click

PAGE = "reference/command-line.md"
INTRODUCTION = """\
# Command line

`pip install 'timeback-client[cli]'` installs the command `timeback`. The [guide](../how-to/command-line.md) has
examples; this page contains the output of `--help`.
"""


def page() -> str:
    """Return the text of the page."""
    from timeback.cli.app import timeback

    parts = [INTRODUCTION.rstrip(), _help(timeback, "timeback")]
    context = click.Context(timeback, info_name="timeback")
    for name in timeback.list_commands(context):
        command = timeback.get_command(context, name)
        assert command is not None
        parts += [f"## {name}", _help(command, f"timeback {name}")]
    return "\n\n".join(parts) + "\n"


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=88, max_content_width=88)
    return f"```text\n{command.get_help(context)}\n```"
