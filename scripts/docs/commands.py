"""Generates the page on the command line from each command's ``--help``."""

from __future__ import annotations

import click

PAGE = "reference/command-line.md"
INTRODUCTION = """\
# Command line

The extra `cli` installs the command `timeback`. The [guide](../how-to/command-line.md) has examples; this page contains
the output of `--help`.
"""


def page() -> str:
    """Return the text of the page."""
    from timeback.cli.app import timeback

    parts = [INTRODUCTION.rstrip(), _help(timeback, "timeback"), *_sections(timeback, "timeback", 2)]
    return "\n\n".join(parts) + "\n"


def _sections(group: click.Group, name: str, level: int) -> list[str]:
    """Return the heading and the help of each command of a group, and of the commands below it."""
    context = click.Context(group, info_name=name)
    parts: list[str] = []
    for below in group.list_commands(context):
        command = group.get_command(context, below)
        assert command is not None
        title = f"{name} {below}"
        parts += [f"{'#' * level} {title.removeprefix('timeback ')}", _help(command, title)]
        if isinstance(command, click.Group):
            parts += _sections(command, title, level + 1)
    return parts


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=88, max_content_width=88)
    return f"```text\n{command.get_help(context)}\n```"
