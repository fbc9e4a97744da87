"""``timeback doctor``: check the setup and the connection to the server."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import attrs
import click

from timeback.cli.configuration.setting_values import NOT_SET, shown
from timeback.cli.connection import connect, connection_options
from timeback.cli.errors import with_token_auth_setting
from timeback.cli.output.options import report_options, write_report
from timeback.cli.output.query import Query
from timeback.cli.request_options import request_settings
from timeback_runtime.records import fields

if TYPE_CHECKING:
    from timeback._health_check import CheckReport
    from timeback.settings import Settings

_PACKAGES = ("timeback-client", "httpx", "httpcore", "attrs")
_ALWAYS_SHOWN = ("api_url", "qti_api_url", "events_url", "token_url", "client_id", "scope", "sensor")
_SHOWN_IF_SET = ("filter_quotes", "token_auth", "token_cache")


@click.command()
@report_options
@connection_options
def doctor(form: str | None, query: Query | None, **settings: Any) -> None:
    """Check settings, credentials and the connection to the server. Secrets are not printed.

    \b
    timeback doctor --profile staging
    timeback doctor --query "checks[].[service, ok]" -o table

    The exit code is 0 if everything that is set works. Each test may take 10 seconds, or --timeout. A server of another
    provider need not have all services.
    """
    as_text = form is None and query is None
    if as_text:
        click.echo(_python())
        for name, found in _versions().items():
            click.echo(f"{name} {found}" if found else f"{name} is not installed as a distribution")
    with connect(**settings) as client:
        if as_text:
            _print_settings(client.settings)
        timeout = request_settings().get("timeout")
        report = client.check() if timeout is None else client.check(timeout=timeout)
        if as_text:
            click.echo(with_token_auth_setting(str(report)))
        else:
            _write(report, client.settings, form, query)
    sys.exit(0 if report.ok else 1)


def _print_settings(settings: Settings) -> None:
    click.echo(f"environment {settings.environment or 'custom'}")
    for name in _ALWAYS_SHOWN:
        click.echo(f"{name} {getattr(settings, name) or NOT_SET}")
    for service, path in settings.base_paths.items():
        click.echo(f"base path of {service} {path or '/'}")
    defaults = fields(type(settings))
    for name in _SHOWN_IF_SET:
        if (value := getattr(settings, name)) != defaults[name].default:
            click.echo(f"{name} {value}")


def _write(report: CheckReport, settings: Settings, form: str | None, query: Query | None) -> None:
    checks = [attrs.asdict(line) | {"text": with_token_auth_setting(line.text)} for line in report]
    names = ("environment", *_ALWAYS_SHOWN, "base_paths", *_SHOWN_IF_SET)
    whole = {
        "ok": report.ok,
        "python": _python().removeprefix("python "),
        "packages": _versions(),
        "settings": {name: shown(name, getattr(settings, name)) for name in names},
        "checks": checks,
    }
    write_report(whole, checks, form, query)


def _python() -> str:
    return f"python {platform.python_version()} on {platform.system()} {platform.machine()}"


def _versions() -> dict[str, str | None]:
    return {name: _version(name) for name in _PACKAGES}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
