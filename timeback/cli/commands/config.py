"""``timeback config``: show and change the profiles of the configuration file."""

from __future__ import annotations

from typing import Any

import click

from timeback.cli.configuration.file import ConfigFile
from timeback.cli.configuration.setting_values import NOT_SET, parse_name, parse_setting, shown
from timeback.cli.connection import connection_options, given_settings
from timeback.cli.errors import USAGE, exit_with_error, with_option_names
from timeback.cli.output.options import report_options, write_rows
from timeback.cli.output.query import Query
from timeback.cli.request_options import request_options
from timeback.cli.shell.completion import profiles as complete_profiles
from timeback.cli.shell.completion import settings as complete_settings
from timeback.cli.verbosity import note, verbosity_options

_profile_argument = click.argument("profile", shell_complete=complete_profiles)


@click.group()
def config() -> None:
    """Show and change the profiles of the configuration file.

    \b
    timeback config login staging
    timeback config show staging
    timeback config set staging timeout=60 max_requests_per_second=5

    A profile is a named set of settings, for --profile and as SOURCE or TARGET. The file is config.toml in your
    configuration folder, or the one that TIMEBACK_CONFIG names. Secrets are never printed.
    """


@config.command(name="list")
@report_options
@verbosity_options
def list_(form: str | None, query: Query | None) -> None:
    """List the profiles, where they lead, and where their secrets are."""
    file = _open()
    rows = [_profile_row(name, file.data()[name]) for name in file.profiles]
    if not rows:
        note(f"There are no profiles in {file.path}. To add one: timeback config login PROFILE")
    write_rows("profiles", rows, form, query, {"file": str(file.path)})


def _profile_row(name: str, table: dict[str, Any]) -> dict[str, Any]:
    from timeback.profiles import secret_variable
    from timeback.settings.environments import ENVIRONMENTS

    own = name.casefold() if name.casefold() in ENVIRONMENTS else None
    secret = {
        "keyring": table.get("client_secret_keyring"),
        f"file {table.get('client_secret_file')}": table.get("client_secret_file"),
        "the configuration file": table.get("client_secret"),
    }
    return {
        "profile": name,
        "environment": table.get("environment", own),
        "api_url": shown("api_url", table.get("api_url")),
        "client_id": table.get("client_id"),
        "secret": next((place for place, found in secret.items() if found), f"variable {secret_variable(name)}"),
    }


@config.command(short_help="Show the settings in use, and where each comes from.")
@click.argument("name", required=False, metavar="[PROFILE]", shell_complete=complete_profiles)
@report_options
@connection_options
def show(name: str | None, form: str | None, query: Query | None, **options: Any) -> None:
    """Show the settings that a command would use, and where each comes from.

    \b
    timeback config show
    timeback config show staging
    timeback config show staging --timeout 5 -o json

    The source is an option, an environment variable, the profile, or the default. Without PROFILE, the settings are
    those of the environment variables. The exit code is 2 if a setting is missing or wrong.
    """
    from timeback.cli.configuration.setting_sources import describe_settings

    profile = options.pop("profile")
    if name is not None and profile not in (None, name):
        raise click.UsageError("PROFILE and --profile differ: give one of them.")
    rows, problem = describe_settings(name or profile, given_settings(options))
    if problem is not None:
        problem = with_option_names(problem, *options)
    if form in (None, "table") and query is None:
        rows = [row | {"value": NOT_SET if row["value"] is None else row["value"]} for row in rows]
    write_rows("settings", rows, form, query)
    if problem is not None:
        exit_with_error(str(problem), USAGE)


@config.command(name="set")
@_profile_argument
@click.argument("settings", nargs=-1, required=True, metavar="NAME=VALUE...", shell_complete=complete_settings)
@verbosity_options
def set_(profile: str, settings: tuple[str, ...]) -> None:
    """Change settings of a profile. The profile is created if it does not exist.

    \b
    timeback config set staging timeout=60
    timeback config set district api_url=https://roster.example
    timeback config set district base_paths.rostering=/or/v1p2
    timeback config set district extra_headers.X-School=north

    The settings are checked before the file is written. Its comments stay. A secret is not accepted here: use
    `timeback config login`.
    """
    changes = [parse_setting(setting) for setting in settings]
    file = _open()
    is_new = profile not in file.profiles
    for path, value in changes:
        file.set(profile, path, value)
    _check(file, profile)
    file.save()
    names = ", ".join(".".join(path) for path, _ in changes)
    note(f"{'created' if is_new else 'changed'} the profile {profile} in {file.path}: {names}")


@config.command()
@_profile_argument
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=complete_settings)
@click.option("--all", "whole", is_flag=True, help="Remove the whole profile.")
@verbosity_options
def unset(profile: str, names: tuple[str, ...], whole: bool) -> None:
    """Remove settings of a profile, or the whole profile.

    \b
    timeback config unset staging timeout
    timeback config unset staging --all

    A secret in a keyring or in a file of its own is not deleted; where it is, is printed.
    """
    if bool(names) == whole:
        raise click.UsageError("Give the names of settings, or --all to remove the profile.")
    paths = [parse_name(name) for name in names]
    file = _open()
    if profile not in file.profiles:
        known = f"it has {', '.join(file.profiles)}" if file.profiles else "it has none"
        raise click.UsageError(f"There is no profile {profile!r} in {file.path}: {known}.")
    before = file.data()[profile]
    if whole:
        file.remove(profile)
    else:
        for path in paths:
            if not file.unset(profile, path):
                note(f"{'.'.join(path)} is not set in the profile {profile}.")
        _check(file, profile)
    file.save()
    after = file.data().get(profile, {})
    _note_kept_secret(file, profile, {key: value for key, value in before.items() if key not in after})
    note(f"changed {file.path}")


def _note_kept_secret(file: ConfigFile, profile: str, removed: dict[str, Any]) -> None:
    from timeback.settings.secrets import KEYRING_SERVICE

    if removed.get("client_secret_keyring"):
        note(f"The secret is still in the keyring: keyring del {KEYRING_SERVICE} {profile}")
    if path := removed.get("client_secret_file"):
        note(f"The secret is still in the file {file.path.parent / path}.")


@config.command(short_help="Check client id and secret, and store them in a profile.")
@_profile_argument
@click.option("--client-id", metavar="ID", help="Client id. Default: that of the profile, or a prompt.")
@click.option("--secret-stdin", is_flag=True, help="Read the secret from standard input.")
@click.option(
    "--store",
    type=click.Choice(("keyring", "file", "none")),
    default="keyring",
    show_default=True,
    help="Where the secret is stored: the keyring of the system, a file that only you can read, or nowhere.",
)
@click.option("--no-check", is_flag=True, help="Do not request a token with the credentials.")
@click.option("--environment", "-e", type=click.Choice(("staging", "production")), help="Environment of the platform.")
@click.option("--api-url", metavar="URL", help="Base URL of a custom server.")
@click.option("--token-url", metavar="URL", help="URL of its OAuth2 token endpoint.")
@click.option("--scope", metavar="SCOPES", help="OAuth2 scopes to request, separated by spaces.")
@click.option(
    "--token-auth",
    type=click.Choice(("post", "basic", "basic-raw")),
    help="How id and secret are sent to its token endpoint. Default: post.",
)
@request_options
def login(
    profile: str, client_id: str | None, secret_stdin: bool, store: str, no_check: bool, **options: str | None
) -> None:
    """Check client id and secret with a token request, and store them in a profile.

    \b
    timeback config login staging
    timeback config login local --api-url http://127.0.0.1:8000
    timeback config login production --client-id ID --secret-stdin < secret.txt

    The secret is read from standard input with --secret-stdin, from the variable of the profile, such as
    TIMEBACK_STAGING_CLIENT_SECRET, or from a prompt. If no token is issued, nothing is stored.
    """
    from timeback.cli.configuration import login as steps

    file = _open()
    for name, value in options.items():
        if value is not None:
            file.set(profile, [name], value)
    if profile not in file.profiles and profile.casefold() not in ("staging", "production"):
        raise click.UsageError(
            f"The profile {profile!r} is new: pass --environment staging, --environment production or --api-url."
        )
    steps.check_store(store, profile)
    file.set(profile, ["client_id"], steps.read_client_id(file, profile, client_id))
    _check(file, profile)
    secret = steps.read_secret(profile, from_stdin=secret_stdin)
    if not no_check:
        steps.check_credentials(file, profile, secret)
    steps.store_secret(file, profile, secret, store)
    file.save()
    note(f"The profile {profile} is in {file.path}. To use it: timeback get users --profile {profile} --limit 1")


def _open() -> ConfigFile:
    from timeback.profiles import config_file

    return ConfigFile(config_file())


def _check(file: ConfigFile, profile: str) -> None:
    """Check the settings of a profile as a client would, without credentials.

    Raises:
        ConfigurationError: one is wrong, or contradicts another.
    """
    from timeback.cli.configuration.setting_sources import check_profile

    check_profile(file.path, profile, file.content())
