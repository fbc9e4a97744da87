"""``timeback doctor``: check the setup and the connection to the server."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from timeback.cli.connection import connect, connection_options


@click.command()
@connection_options
def doctor(**settings: Any) -> None:
    """Check settings, credentials and the connection to the server. Secrets are not printed.

    The exit code is 0 if everything that is set works. A server of another provider need not have all services.
    """
    click.echo(f"python {platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in ("timeback-client", "httpx", "httpcore", "attrs"):
        try:
            click.echo(f"{name} {version(name)}")
        except PackageNotFoundError:
            click.echo(f"{name} is not installed as a distribution")
    with connect(**settings) as client:
        resolved = client.settings
        click.echo(f"environment {resolved.environment or 'custom'}")
        for name in ("api_url", "qti_api_url", "events_url", "token_url", "client_id", "scope", "sensor"):
            click.echo(f"{name} {getattr(resolved, name) or 'not set'}")
        for service, path in resolved.base_paths.items():
            click.echo(f"base path of {service} {path or '/'}")
        for name, default in (("filter_quotes", "double"), ("token_auth", "post")):
            if (value := getattr(resolved, name)) != default:
                click.echo(f"{name} {value}")
        if resolved.token_cache is not None:
            click.echo(f"token_cache {resolved.token_cache}")
        report = client.check()
        click.echo(str(report))
    sys.exit(0 if report.ok else 1)
