"""The root command. What a subcommand needs loads when it runs, so that ``--help`` answers at once."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import click

from timeback._escaping.terminal import clean_output
from timeback_runtime.frames import clear_locals
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# name -> module below timeback.cli, and what --help says of it
COMMANDS = {
    "get": ("commands.records", "Read a collection, or one object of it."),
    "create": ("commands.records", "Create objects from JSON."),
    "update": ("commands.records", "Replace an object, or change properties of it."),
    "delete": ("commands.records", "Mark objects as deleted."),
    "migrate": ("commands.migrate", "Move a roster and its gradebook from one place to another."),
    "verify": ("commands.migrate", "Compare two places after a migration."),
    "diff": ("commands.migrate", "Say in what two places differ."),
    "export": ("commands.migrate", "Write a roster into a OneRoster CSV bundle, or into Parquet files."),
    "import": ("commands.migrate", "Load a OneRoster CSV bundle."),
    "doctor": ("commands.doctor", "Check settings, credentials and the way to the server."),
    "sandbox": ("commands.sandbox", "Start a server that behaves like the platform, on this machine."),
}


class _Lazy(click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"timeback.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, "import_" if name == "import" else name)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        # click would load every command to ask it for its short help.
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        # As for the help: by their names, without loading them.
        from click.shell_completion import CompletionItem

        known = [CompletionItem(name, help=text) for name, (_, text) in COMMANDS.items() if name.startswith(incomplete)]
        return known + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and (hint := did_you_mean(args[0], COMMANDS)):
            raise click.UsageError(f"No such command {args[0]!r}.{hint}", context)
        return super().resolve_command(context, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            # Here, so that what click itself says of a wrong argument is cleaned too.
            with clean_output():
                return super().main(*args, **extra)
        except BaseException as error:
            # A script that calls this may report its errors somewhere, with the arguments, filters among them.
            del args, extra
            clear_locals(error)
            raise

    def invoke(self, context: click.Context) -> Any:
        from timeback.cli.errors import told

        with told():
            return super().invoke(context)


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="timeback-client", message="timeback-client %(version)s")
def timeback() -> None:
    """Work with a TimeBack platform, or another provider of OneRoster 1.2.

    \b
    timeback get users --filter "role='student'" --limit 10
    timeback get users/u1 -o json
    timeback migrate staging production --journal move.db
    timeback doctor --profile staging
    timeback sandbox --users 200

    Where to connect to comes from a profile, or from TIMEBACK_ENVIRONMENT, TIMEBACK_CLIENT_ID and their like. Secrets
    are read from the environment, a profile or a prompt, never from an argument.
    """
