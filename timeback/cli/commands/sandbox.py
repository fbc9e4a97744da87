"""``timeback sandbox``: run the sandbox server until it is interrupted."""

from __future__ import annotations

import signal
import sqlite3
import threading
from typing import Any, Literal

import click

from timeback.cli.bundle_errors import describe_bundle_error
from timeback.cli.errors import USAGE, exit_with_error
from timeback.cli.migration_options import root_org_option


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 selects a free port.")
@click.option("--db", type=click.Path(dir_okay=False), help="Database file. Default: data is kept in memory.")
@click.option(
    "--users", type=click.IntRange(0), default=0, show_default=True, help="Generate a district with this many users."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the generated data.")
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
def sandbox(
    port: int,
    db: str | None,
    users: int,
    seed: int,
    bundle: str | None,
    provider: Literal["platform", "oneroster"],
    root_org: str | None,
    no_auth: bool,
    allowed_hosts: tuple[str, ...],
) -> None:
    """Start a local server that behaves like the platform. Only this machine can reach it.

    \b
    timeback sandbox --users 200
    timeback sandbox --port 8001 --users 50 --seed 2
    timeback sandbox --bundle district.zip
    timeback sandbox --provider oneroster --users 200

    The server also has a web page that shows its data and the requests it received, and can inject faults. The page
    asks for the client secret; the last line of the output is a link that contains it.

    A --db file that already contains objects is served unchanged: --users and --bundle add nothing to it.
    """
    from timeback.bundles import BundleError
    from timeback.errors import ConfigurationError, InvalidRequestError, StorageError

    if users and bundle is not None:
        raise click.UsageError("--users generates data and --bundle loads data; pass only one of them.")

    try:
        from timeback.sandbox import Sandbox
    except ImportError as error:
        raise ConfigurationError(str(error)) from None

    settings: dict[str, Any] = {"db": db} if db else {}
    try:
        box = Sandbox(
            port=port,
            users=users,
            seed=seed,
            bundle=bundle,
            provider=provider,
            root_org=root_org,
            auth=not no_auth,
            allowed_hosts=allowed_hosts,
            **settings,
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    try:
        box.start()
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
    stop = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Windows has no SIGHUP. A signal that is ignored, as SIGHUP under nohup, stays ignored.
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: stop.set())
    with box:
        click.echo(f"# The sandbox is running; press Ctrl+C to stop it. Web page: {box.url}/")
        click.echo("# Settings for another terminal:")
        click.echo(f"export TIMEBACK_API_URL={box.url}")
        click.echo(f"export TIMEBACK_CLIENT_ID={box.client_id}")
        click.echo(f"export TIMEBACK_CLIENT_SECRET={box.client_secret}")
        if box.scope is not None:
            click.echo(f"export TIMEBACK_SCOPE='{box.scope}'")
        click.echo(f"# Web page with login: {box.page_url}")
        stop.wait()
