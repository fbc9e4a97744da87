"""``timeback doctor``: is everything set up, and does it work?"""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from timeback.cli.connection import connect, connecting


@click.command()
@connecting
def doctor(**settings: Any) -> None:
    """Check settings, credentials and the way to the server. Prints no secret."""
    click.echo(f"python {platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in ("timeback-client", "httpx", "httpcore", "attrs"):
        try:
            click.echo(f"{name} {version(name)}")
        except PackageNotFoundError:
            click.echo(f"{name} is not installed as a distribution")
    with connect(**settings) as client:
        found = client.settings
        click.echo(f"environment {found.environment or 'of your own'}")
        for name in ("api_url", "qti_api_url", "token_url", "client_id"):
            click.echo(f"{name} {getattr(found, name) or 'not set'}")
        if found.token_cache is not None:
            click.echo(f"token_cache {found.token_cache}")
        report = client.check()
        click.echo(str(report))
    sys.exit(0 if report.ok else 1)
