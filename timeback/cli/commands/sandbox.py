"""``timeback sandbox``: the embedded server, until it is interrupted."""

from __future__ import annotations

import signal
import sqlite3
import threading
from typing import Any

import click

from timeback.cli.bundle_errors import errors_in, shown
from timeback.cli.errors import USAGE, leave


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--db", type=click.Path(dir_okay=False), help="File that keeps the data; else they end with the server.")
@click.option(
    "--users", type=click.IntRange(0), default=0, show_default=True, help="Invent a district of so many users."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed invents another district.")
@click.option(
    "--bundle",
    type=click.Path(exists=True),
    metavar="FILE",
    help="Start with what a OneRoster CSV bundle holds, a folder or a .zip file, instead of an invented district.",
)
@click.option("--no-auth", is_flag=True, help="Ask for no token. The page asks for the secret all the same.")
@click.option(
    "--allowed-host",
    "allowed_hosts",
    multiple=True,
    metavar="NAME",
    help="Serve requests for this name too, such as that of a proxy in front; else only for names of this machine.",
)
def sandbox(
    port: int,
    db: str | None,
    users: int,
    seed: int,
    bundle: str | None,
    no_auth: bool,
    allowed_hosts: tuple[str, ...],
) -> None:
    """Start a server that behaves like the platform, on this machine alone.

    \b
    timeback sandbox --users 200
    timeback sandbox --port 8001 --users 50 --seed 2
    timeback sandbox --bundle district.zip

    Its address is also that of a page for browsers: what it holds, what it was asked, and faults to switch on. The page
    asks for the client secret; the last line of the output is a link that brings it along.

    With --db a file that has objects already is served as it is, and neither --users nor --bundle adds to it.
    """
    from timeback.errors import ConfigurationError, StorageError

    if users and bundle is not None:
        raise click.UsageError("--users invents a district and --bundle brings one: give one of the two.")

    try:
        from timeback.sandbox import Sandbox
    except ImportError as error:
        raise ConfigurationError(str(error)) from None

    if bundle is not None and (problems := errors_in(bundle)):
        leave(f"{shown(problems)}\nThe server was not started: mend the bundle, or have it exported anew.", USAGE)
    settings: dict[str, Any] = {"db": db} if db else {}
    try:
        box = Sandbox(
            port=port,
            users=users,
            seed=seed,
            bundle=bundle,
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
    except OSError as error:
        leave(f"{error.strerror}; --port 0 takes a free one, --port NUMBER another", USAGE)
    except sqlite3.Error as error:
        leave(f"{db} cannot be used ({error}): name a file that is not there yet, or one of an earlier sandbox", USAGE)
    done = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Windows has no SIGHUP, and nohup has it ignored.
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: done.set())
    with box:
        click.echo(f"# The sandbox is running; Ctrl+C ends it. Its page for a browser: {box.url}/")
        click.echo("# In another terminal:")
        click.echo(f"export TIMEBACK_API_URL={box.url}")
        click.echo(f"export TIMEBACK_CLIENT_ID={box.client_id}")
        click.echo(f"export TIMEBACK_CLIENT_SECRET={box.client_secret}")
        click.echo(f"# The page, logged in: {box.page_url}")
        done.wait()
