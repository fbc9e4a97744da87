"""``timeback sandbox``: run the sandbox server until it is interrupted."""

from __future__ import annotations

import sqlite3
import sys
import threading
from typing import TYPE_CHECKING, Any, Literal

import click

from timeback.cli.errors import USAGE, exit_with_error
from timeback.cli.migration.bundle_errors import describe_bundle_error
from timeback.cli.migration.options import root_org_option
from timeback.cli.shell.child_process import on_signals, run_with_settings
from timeback.cli.shell.syntax import SHELLS, comment, current, setting

if TYPE_CHECKING:
    from timeback.sandbox import Sandbox

# Two sandboxes with --as staging and --as production do not use the same port.
_PORTS = {None: 8000, "staging": 8000, "production": 8001}


@click.command(context_settings={"allow_interspersed_args": False}, options_metavar="[OPTIONS]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="NUMBER",
    help="0 selects a free port. Default: 8000, with --as production 8001, and with COMMAND a free port.",
)
@click.option(
    "--as",
    "environment",
    type=click.Choice(["staging", "production"]),
    help="Name the variables as those of this environment, such as TIMEBACK_STAGING_API_URL.",
)
@click.option(
    "--shell",
    type=click.Choice([*SHELLS]),
    help="The shell in whose syntax the variables are printed. Default: powershell on Windows, and elsewhere fish if "
    "SHELL is fish, otherwise sh (bash, zsh).",
)
@click.option(
    "--db", type=click.Path(dir_okay=False), metavar="FILE", help="Database file. Default: data is kept in memory."
)
@click.option(
    "--users",
    type=click.IntRange(0),
    default=0,
    metavar="NUMBER",
    help="Generate a district with this many users. Default: none.",
)
@click.option("--seed", type=int, default=1, metavar="NUMBER", help="Seed of the generated data. Default: 1.")
@click.option(
    "--bundle",
    type=click.Path(exists=True),
    metavar="FILE",
    help="Load a OneRoster CSV bundle (a folder or a .zip file) instead of generated data.",
)
@root_org_option
@click.option(
    "--provider",
    type=click.Choice(["platform", "oneroster"]),
    default="platform",
    show_default=True,
    help="What the server behaves like: the platform, or a provider of the OneRoster 1.2 standard alone.",
)
@click.option(
    "--no-auth", is_flag=True, help="Accept requests without a token. The web page still asks for the secret."
)
@click.option(
    "--allowed-host",
    "allowed_hosts",
    multiple=True,
    metavar="NAME",
    help="Also accept requests for this host name, such as that of a reverse proxy. Default: local names only.",
)
@click.argument("command", nargs=-1, type=click.UNPROCESSED, metavar="[COMMAND [ARGUMENTS]...]")
def sandbox(
    port: int | None,
    environment: str | None,
    shell: str | None,
    db: str | None,
    users: int,
    seed: int,
    bundle: str | None,
    provider: Literal["platform", "oneroster"],
    root_org: str | None,
    no_auth: bool,
    allowed_hosts: tuple[str, ...],
    command: tuple[str, ...],
) -> None:
    """Start a local server that behaves like the platform. Only this machine can reach it.

    \b
    timeback sandbox --users 200
    timeback sandbox --users 200 bash
    timeback sandbox --as staging --users 200
    timeback sandbox --bundle district.zip
    timeback sandbox --provider oneroster --users 200

    The server runs until Ctrl+C, and prints the environment variables with its address and credentials.

    With COMMAND, it runs until that command ends, and the command gets the variables. The exit code is that of the
    command: 127 if there is no such program, 128 and the number of the signal if a signal ended it. For a shell with
    two servers:

    \b
    timeback sandbox --as staging --users 200 \\
      timeback sandbox --as production bash

    The server also has a web page that shows its data and the requests it received, and can inject faults. The page
    asks for the client secret; the last line of the output is a link that contains it.

    A --db file that already contains objects is served unchanged: --users and --bundle add nothing to it.
    """
    if users and bundle is not None:
        raise click.UsageError("--users generates data and --bundle loads data; pass only one of them.")
    if root_org is not None and bundle is None:
        raise click.UsageError("--root-org is about the sessions and courses of a bundle; pass --bundle, too.")
    if environment is not None:
        _refuse_profile(environment)
    if port is None:
        port = 0 if command else _PORTS[environment]

    box = _start(
        port=port,
        db=db,
        users=users,
        seed=seed,
        bundle=bundle,
        provider=provider,
        root_org=root_org,
        auth=not no_auth,
        allowed_hosts=allowed_hosts,
    )
    with box:
        if command:
            click.echo(f"Sandbox{f' as {environment}' if environment else ''}: {box.page_url}", err=True)
            sys.exit(run_with_settings(command, environment, _settings(box)))
        _serve(box, environment, shell or current())


def _start(*, db: str | None, **settings: Any) -> Sandbox:
    """Start the server; a problem of the settings or of the data is a usage error."""
    from timeback.bundles import BundleError
    from timeback.errors import ConfigurationError, InvalidRequestError, StorageError

    try:
        from timeback.sandbox import Sandbox
    except ImportError as error:
        raise ConfigurationError(str(error)) from None

    if db:
        settings["db"] = db
    try:
        box = Sandbox(**settings)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    try:
        return box.start()
    except StorageError:
        raise
    except BundleError as error:
        hint = "The server was not started. Correct the bundle, or export it again."
        exit_with_error(f"{describe_bundle_error(error)}\n{hint}".replace("root_org=", "--root-org"), USAGE)
    except InvalidRequestError as error:
        raise click.UsageError(str(error).replace("root_org:", "--root-org:")) from None
    except OSError as error:
        exit_with_error(f"{error.strerror}; pass --port 0 for a free port, or --port NUMBER for another one", USAGE)
    except sqlite3.Error as error:
        exit_with_error(f"{db} cannot be used ({error}); use a new file, or the file of an earlier sandbox", USAGE)


def _serve(box: Sandbox, environment: str | None, shell: str) -> None:
    """Print the settings, and wait for a signal."""
    from timeback.settings import variable

    stop = threading.Event()
    on_signals(stop.set)
    click.echo(comment(shell, f"The sandbox is running; press Ctrl+C to stop it. Web page: {box.url}/"))
    click.echo(comment(shell, "Settings for another terminal:"))
    for name, value in _settings(box).items():
        click.echo(setting(shell, variable(environment, name), value))
    click.echo(comment(shell, f"Web page with login: {box.page_url}"))
    stop.wait()


def _settings(box: Sandbox) -> dict[str, str]:
    """Return the settings of a client. The other addresses follow from that of the API."""
    found = {"api_url": box.url, "client_id": box.client_id, "client_secret": box.client_secret}
    return found if box.scope is None else {**found, "scope": box.scope}


def _refuse_profile(environment: str) -> None:
    """Exit if commands would use a profile of that name, which may lead to the platform, and not the sandbox."""
    from timeback.profiles import config_file, existing_names

    if environment in existing_names():
        raise click.UsageError(
            f"{config_file()} has a profile {environment}, which commands would use and not the sandbox. Set "
            "TIMEBACK_CONFIG to the name of a file that does not exist, or omit --as."
        )
