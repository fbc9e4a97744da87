"""``timeback sandbox``: the embedded server, until it is interrupted."""

from __future__ import annotations

import signal
import threading
from typing import Any

import click


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--db", type=click.Path(dir_okay=False), help="File that keeps the data; else they end with the server.")
@click.option(
    "--users", type=click.IntRange(0), default=0, show_default=True, help="Invent a district of so many users."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed invents another district.")
@click.option("--no-auth", is_flag=True, help="Ask for no token.")
def sandbox(port: int, db: str | None, users: int, seed: int, no_auth: bool) -> None:
    """Start a server that behaves like the platform, on this machine alone.

    \b
    timeback sandbox --users 200
    """
    from timeback.errors import ConfigurationError

    try:
        from timeback.sandbox import Sandbox
    except ImportError as error:
        raise ConfigurationError(str(error)) from None

    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    settings: dict[str, Any] = {"db": db} if db else {}
    with Sandbox(port=port, users=users, seed=seed, auth=not no_auth, **settings) as box:
        click.echo("# The sandbox is running; Ctrl+C ends it. In another terminal:")
        click.echo(f"export TIMEBACK_API_URL={box.url}")
        click.echo(f"export TIMEBACK_CLIENT_ID={box.client_id}")
        click.echo(f"export TIMEBACK_CLIENT_SECRET={box.client_secret}")
        done.wait()
