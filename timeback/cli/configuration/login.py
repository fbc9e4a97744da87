"""``timeback config login``: check credentials with a token request, and store them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import click

from timeback.cli.configuration.file import ConfigFile
from timeback.cli.errors import FAILED, USAGE, exit_with_error, with_option_names
from timeback.cli.request_options import request_settings
from timeback.cli.streams import prompting, read_standard_input
from timeback.cli.verbosity import note
from timeback.errors import ConfigurationError
from timeback.settings import Settings
from timeback.settings.secrets import KEYRING_SERVICE, SecretFile, check_secret
from timeback_runtime.records import fields

STORES: Final = ("keyring", "file", "none")


def check_store(store: str, profile: str) -> None:
    """Exit if the secret cannot be stored in the keyring, before it is asked for."""
    problem = _keyring_problem() if store == "keyring" else None
    if problem is not None:
        from timeback.profiles import secret_variable

        exit_with_error(
            f"{problem}. Use one of these instead:\n"
            "  --store file   a file beside the configuration file, which only you can read\n"
            f"  --store none   the profile without the secret; set {secret_variable(profile)} for each command",
            USAGE,
        )


def _keyring_problem() -> str | None:
    """Return why there is no keyring; None if there is one."""
    try:
        import keyring
    except ImportError:
        return "the secret cannot be stored in a keyring: pip install 'timeback-client[keyring]'"
    # Backends with a priority of 0 or less store nothing.
    if keyring.get_keyring().priority <= 0:
        return "this system has no keyring that can store the secret"
    return None


def read_client_id(file: ConfigFile, profile: str, given: str | None) -> str:
    """Return the client id of the option, the profile, its variable, or a prompt."""
    from timeback.profiles import secret_variable

    variable = secret_variable(profile).removesuffix("SECRET") + "ID"
    known = given or file.get(profile, "client_id") or os.environ.get(variable, "").strip()
    if known:
        return check_secret("client_id", known)
    if not sys.stdin.isatty():
        raise click.UsageError(f"The client id is missing: pass --client-id, or set {variable}.")
    with prompting():
        return check_secret("client_id", click.prompt("Client id", err=True))


def read_secret(profile: str, *, from_stdin: bool) -> str:
    """Return the secret from standard input, the variables of the profile, or a prompt on a terminal."""
    from timeback.profiles import secret_variable

    variable = secret_variable(profile)
    if from_stdin:
        return check_secret("the secret on standard input", read_standard_input())
    if text := os.environ.get(variable, "").strip():
        note(f"The secret is read from {variable}.")
        return check_secret(variable, text)
    if path := os.environ.get(f"{variable}_FILE", "").strip():
        note(f"The secret is read from {variable}_FILE.")
        return SecretFile(f"{variable}_FILE", path)()
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"The client secret is missing: pass --secret-stdin and write it to standard input, or set {variable}."
        )
    with prompting():
        return check_secret("the client secret", click.prompt("Client secret", hide_input=True, err=True))


def check_credentials(file: ConfigFile, profile: str, secret: str) -> None:
    """Request a token with the settings of the profile; exit if there is none."""
    from timeback import TimeBackClient, profiles

    changes = {"client_secret": secret, **request_settings()}
    try:
        headers, settings = profiles.load(profile, file.path, changes, content=file.content())
    except ConfigurationError as error:
        raise with_option_names(error, "environment", "api_url", "token_url", "client_id") from None
    given = {name: getattr(settings, name) for name in fields(Settings)}
    # A token in the cache would tell nothing about the new credentials.
    given |= {"token_cache": False}
    with TimeBackClient(extra_headers=headers, **{k: v for k, v in given.items() if v is not None}) as client:
        timeout = request_settings().get("timeout")
        report = client.check([]) if timeout is None else client.check([], timeout=timeout)
    line = report[0]
    if not line.ok:
        text = line.text.replace("pass token_auth='basic'", "pass --token-auth basic")
        exit_with_error(f"no token: {text}. Nothing was stored.", FAILED)
    note(f"The credentials were accepted: token {line.text}.")


def store_secret(file: ConfigFile, profile: str, secret: str, store: str) -> None:
    """Store the secret, and say in the profile where it is. The configuration file is not written yet."""
    from timeback.profiles import SECRETS, secret_variable

    for key in SECRETS:
        file.unset(profile, [key])
    if store == "keyring":
        _store_in_keyring(profile, secret)
        file.set(profile, ["client_secret_keyring"], True)
        note(f"The secret is in the keyring: service {KEYRING_SERVICE}, user {profile}.")
    elif store == "file":
        from timeback._storage.atomic_write import write_atomically

        path = secret_file(file.path, profile)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(path, f"{secret}\n".encode(), action="write the secret")
        file.set(profile, ["client_secret_file"], path.name)
        note(f"The secret is in {path}, which only you can read.")
    else:
        note(f"The secret was not stored: set {secret_variable(profile)} for each command.")


def secret_file(config: Path, profile: str) -> Path:
    """Return the path of the file that holds the secret of a profile with ``--store file``."""
    return config.with_name(f"{profile}.secret")


def _store_in_keyring(profile: str, secret: str) -> None:
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(KEYRING_SERVICE, profile, secret)
    except KeyringError as error:
        # The text of the error may quote what was stored.
        exit_with_error(
            f"the keyring refused the secret ({type(error).__name__}): unlock it, or pass --store file", FAILED
        )
