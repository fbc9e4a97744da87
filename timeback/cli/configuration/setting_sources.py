"""Where each setting of a client comes from: an option, an environment variable, a profile or the default."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from timeback.cli.configuration.setting_values import NOT_SET, shown
from timeback.errors import ConfigurationError, InvalidRequestError
from timeback.settings import Settings, resolve
from timeback.settings.environment_variables import SettingsReader
from timeback.settings.environments import environment_of
from timeback_runtime.records import fields

_PLACEHOLDER: Final = "unknown"
_SECRET_SOURCES: Final = ("client_secret", "client_secret_file", "client_secret_keyring")


def describe_settings(
    profile: str | None, options: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], ConfigurationError | None]:
    """Return each setting with its value and its source, and what is wrong with them, if anything.

    The secret of the profile is not read from its file or the keyring.

    Args:
        profile: the profile; None for the environment variables alone.
        options: the settings that options of the command give.

    Raises:
        ConfigurationError: the configuration file or the profile cannot be read.
    """
    given, sources, environ = _given(profile, options)
    problem = None
    resolved: Settings | None = None
    for placeholders in ((), ("client_secret",), ("client_id", "client_secret")):
        try:
            resolved = _resolve(given, environ, placeholders)
        except ConfigurationError as error:
            problem = problem or error
        else:
            break
    reader = _reader(given, environ)
    rows = [
        _row(name, given, sources, reader, resolved)
        for name in (*fields(Settings), "extra_headers")
        if name != "extra_headers" or name in given
    ]
    return rows, problem


def check_profile(path: Path, profile: str, content: bytes) -> None:
    """Check a profile in a content that the configuration file is to get. Id and secret may be missing.

    Raises:
        ConfigurationError: a setting is unknown, wrong or unsafe, or contradicts another one.
    """
    from timeback import profiles
    from timeback._http.request_builder import validate_headers

    found = profiles.read(profile, path, content=content)
    try:
        with warnings.catch_warnings(action="ignore"):
            _resolve(found.given, found.environ, ("client_id", "client_secret"))
            validate_headers(found.given.get("extra_headers") or {})
    except (ConfigurationError, InvalidRequestError) as error:
        raise ConfigurationError(f"profile {profile!r} in {path}: {error}") from None


def _given(profile: str | None, options: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str], Mapping[str, str]]:
    """Return the settings that options, profile and its variables give, their sources, and the other variables."""
    from timeback import profiles

    if profile is None:
        given: dict[str, Any] = dict(options)
        sources: dict[str, str] = {}
        environ: Mapping[str, str] = os.environ
    else:
        found = profiles.read(profile, changes=options)
        given, environ = found.given, found.environ
        sources = {
            name: f"profile {profile}" if source is None else f"variable {source}"
            for name, source in found.sources.items()
        }
        if "environment" in given:
            sources.setdefault("environment", f"name of the profile {profile}")
    return given, sources | {name: f"option --{name.replace('_', '-')}" for name in options}, environ


def _resolve(given: Mapping[str, Any], environ: Mapping[str, str], placeholders: tuple[str, ...]) -> Settings:
    values = {name: value for name, value in given.items() if name != "extra_headers"}
    if any(values.pop(name, None) for name in _SECRET_SOURCES) or "client_secret" in placeholders:
        values["client_secret"] = _PLACEHOLDER
    if "client_id" in placeholders and "client_id" not in values:
        values["client_id"] = _PLACEHOLDER
    return resolve(**values, environ=environ)


def _reader(given: Mapping[str, Any], environ: Mapping[str, str]) -> SettingsReader:
    environment, api_url = given.get("environment"), given.get("api_url")
    try:
        reader = SettingsReader(environ, environment, api_url)
    except ConfigurationError:
        # The name of the environment is wrong, which is reported with the settings.
        reader = SettingsReader({}, None, None)
    if reader.environment is None and isinstance(address := api_url or reader.text("api_url", None), str):
        reader.set_environment(environment_of(address))
    return reader


def _row(
    name: str,
    given: Mapping[str, Any],
    sources: Mapping[str, str],
    reader: SettingsReader,
    resolved: Settings | None,
) -> dict[str, Any]:
    keys = _SECRET_SOURCES if name == "client_secret" else (name,)
    key = next((key for key in keys if key in given), None)
    if key is not None:
        source = sources.get(key, "")
        if key == "client_secret_file":
            source += f": the file {given[key]}"
        elif key == "client_secret_keyring":
            source += ": the keyring"
        return _line(name, given[key], source)
    if variable := reader.variable_of(name):
        value = getattr(resolved, name) if resolved is not None else reader.text(name, None)
        return _line(name, value, f"variable {variable}")
    if resolved is None or name in ("client_id", "client_secret"):
        return _line(name, None, "" if resolved is None else NOT_SET)
    value = getattr(resolved, name)
    is_default = not value or value == fields(Settings)[name].default
    return _line(name, value, "default" if is_default else "follows from the addresses")


def _line(name: str, value: Any, source: str) -> dict[str, Any]:
    return {"setting": name, "value": shown(name, value), "source": source}
