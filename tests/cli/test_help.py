"""The help of every command: golden files at 80 columns, and the words that it may use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.golden import check_golden
from timeback.cli.app import timeback

GOLDEN = Path(__file__).parent / "golden" / "help"


def commands(
    group: click.Group = timeback, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """All commands with the words that run them, the group itself first."""
    context = click.Context(group, info_name="timeback")
    yield path, group
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


PATHS = [path for path, _ in commands()]


def help_of(path: tuple[str, ...]) -> str:
    result = CliRunner().invoke(timeback, [*path, "--help"], env={"COLUMNS": "80"}, prog_name="timeback")
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(path) or "timeback")
def test_the_help_of_each_command(path: tuple[str, ...]) -> None:
    text = help_of(path)
    assert max(map(len, text.splitlines())) <= 80
    check_golden(GOLDEN / f"{'-'.join(path) or 'timeback'}.txt", text)


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.iterdir()} == {"-".join(path) or "timeback" for path in PATHS}


def test_every_option_is_described_in_the_words_of_a_shell() -> None:
    for path, command in commands():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                place = f"{' '.join(path)} {parameter.opts[0]}"
                assert parameter.help, place
                assert parameter.help.endswith("."), place
                # TEXT and INTEGER RANGE, the words of click, tell nothing.
                takes_text = not parameter.is_flag and not isinstance(parameter.type, click.Choice)
                assert parameter.metavar or not takes_text, place
        text = help_of(path)
        for word in re.findall(r"\b(?:None|True|False|INTEGER|FLOAT|kwargs?|stdout|stderr)\b|\w+=(?:True|None)", text):
            pytest.fail(f"{' '.join(path)}: {word}")


def test_every_command_that_sends_requests_has_the_options_of_requests() -> None:
    local = {"sandbox", "config", "completion"}
    for path, command in commands():
        names = {name for parameter in command.params for name in parameter.opts}
        if isinstance(command, click.Group) or (path[0] in local and path != ("config", "login")):
            continue
        assert {"--timeout", "--max-retries", "--quiet"} <= names, path
        if path[0] in ("migrate", "import", "export", "verify", "diff", "undo"):
            assert "--no-progress" in names, path
        only_notes = {"update", "delete", "config", "unenroll", "activate", "deactivate"}
        if only_notes.isdisjoint((path[0], path[-1])):
            assert {"--output", "--query"} <= names, path
