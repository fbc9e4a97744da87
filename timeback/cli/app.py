"""The root command ``timeback`` and its subcommands, each loaded when it runs, so that ``--help`` is fast."""

from __future__ import annotations

import importlib
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

import click

from timeback.cli.streams import command_streams
from timeback.cli.usage_hints import usage_hints
from timeback_runtime.frames import clear_locals
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "get": "Read a collection, or one object of it.",
    "create": "Create objects from JSON.",
    "update": "Replace an object, or change some of its properties.",
    "delete": "Mark objects as deleted.",
    "api": "Send one request to any path of a service.",
    "courses": "Write courses from files.",
    "enroll": "Enroll a user in a course.",
    "unenroll": "End the enrollment of a user in a course.",
    "progress": "Print XP, questions and time of a student by day and subject.",
    "events": "Send, validate and follow learning events.",
    "webhooks": "Manage webhooks and their filters.",
    "migrate": "Copy a roster and its gradebook from a source to a target.",
    "undo": "Delete on the target what a migration created there.",
    "verify": "Compare source and target after a migration.",
    "diff": "Show the differences between two servers, or a server and a bundle.",
    "sync": "Load collections into a database or a warehouse.",
    "export": "Write a roster to a OneRoster CSV bundle or to Parquet files.",
    "import": "Load a OneRoster CSV bundle.",
    "config": "Show and change the profiles of the configuration file.",
    "completion": "Complete commands with the Tab key.",
    "doctor": "Check settings, credentials and the connection to the server.",
    "sandbox": "Start a local server that behaves like the platform.",
}
"""The text that ``--help`` shows for each command.

The command itself is the function of the same name in the module of the same name below ``timeback.cli.commands``, with
an underscore after a Python keyword (``import_``).
"""


class _LazyGroup(click.Group):
    """A group of commands that are listed without importing their modules."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        attribute = f"{name}_" if iskeyword(name) else name
        command: click.Command = getattr(importlib.import_module(f"timeback.cli.commands.{attribute}"), attribute)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        # The implementation of click imports every command for its short help.
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        # As for the help: without importing the commands.
        from click.shell_completion import CompletionItem

        known = [CompletionItem(name, help=text) for name, text in COMMANDS.items() if name.startswith(incomplete)]
        return known + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and (hint := did_you_mean(args[0], COMMANDS)):
            raise click.UsageError(f"No such command {args[0]!r}.{hint}", context)
        if args and args[0] not in COMMANDS:
            from timeback.cli.collections import collections

            if args[0].split("/")[0] in collections():
                raise click.UsageError(f"No such command {args[0]!r}. Did you mean 'timeback get {args[0]}'?", context)
        return super().resolve_command(context, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            # Here, so that click's own messages about wrong arguments are cleaned too.
            with command_streams():
                try:
                    return super().main(*args, **extra)
                except OSError as error:
                    # The text of --help, --version or a message could not be written.
                    from timeback.cli.errors import exit_with_os_error

                    exit_with_os_error(error)
        except BaseException as error:
            # A caller may report the error with local variables, which include arguments such as filters.
            del args, extra
            clear_locals(error)
            raise

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with usage_hints():
            return super().make_context(*args, **extra)

    def invoke(self, context: click.Context) -> Any:
        from timeback.cli.errors import report_errors

        with usage_hints(), report_errors():
            return super().invoke(context)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="timeback-client", message="timeback-client %(version)s")
@click.option("--verbose", "level", flag_value="info", help="Log retries and calls without a reply.")
@click.option("--debug", "level", flag_value="debug", help="Log every call too: method, path, status, time, attempts.")
def timeback(level: str | None) -> None:
    """Work with a TimeBack platform or another OneRoster 1.2 provider.

    \b
    timeback get users --filter "role='student'" --limit 10
    timeback get users/u1 -o json
    timeback migrate staging production --journal move.db
    timeback doctor --profile staging
    timeback sandbox --users 200

    The server is selected by a profile, or by environment variables such as TIMEBACK_ENVIRONMENT and
    TIMEBACK_CLIENT_ID. Secrets are read from the environment, a profile or a prompt, never from an argument.
    """
    if level is not None:
        from timeback._http.logs import log_to_stderr

        log_to_stderr(level, "--debug")
