"""Profiles: named settings in a configuration file, for ``TimeBackClient.from_profile("staging")``.

    [staging]
    client_id = "..."
    client_secret_file = "staging.secret"

    [production]
    client_id = "..."
    client_secret_keyring = true

    [district]
    api_url = "https://oneroster.district.example"
    token_url = "https://login.district.example/token"
    client_id = "..."
    max_requests_per_second = 5

The file is ``config.toml`` in the user's configuration folder ``timeback`` (``~/.config/timeback`` on Linux,
``~/Library/Application Support/timeback`` on macOS, ``%LOCALAPPDATA%\\timeback`` on Windows), or the file
that ``TIMEBACK_CONFIG`` names. Each table is a profile. Its keys are the settings of a client. A profile called
``staging`` or ``production`` belongs to that environment; any other sets ``environment`` or ``api_url``.

The secret is read from one of these places:

- ``client_secret`` in the file itself, which no other user should be able to read;
- ``client_secret_file``: a file that holds it;
- ``client_secret_keyring = true``: the keyring of the operating system, with the service ``timeback-client`` and the
  profile's name as the user: ``pip install 'timeback-client[keyring]'``, then
  ``keyring set timeback-client production``;
- the environment: ``TIMEBACK_DISTRICT_CLIENT_SECRET`` or ``TIMEBACK_DISTRICT_CLIENT_SECRET_FILE``, with the profile's
  name in the middle. The id, the addresses, ``scope``, ``base_paths``, ``filter_quotes``, ``token_auth``,
  ``unknown_properties``, ``sensor``, the deadline and ``token_cache`` are read in the same way if the file omits them,
  the last three also from ``TIMEBACK_SENSOR``, ``TIMEBACK_DEADLINE`` and ``TIMEBACK_TOKEN_CACHE``.

Relative paths (``client_secret_file``, ``verify``, ``token_cache``) are relative to the folder of the file.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from timeback.settings import (
    ALIASES,
    FOR_EVERY_CLIENT,
    Settings,
    listed,
    parse_base_paths,
    resolve,
    seconds_of,
    suggestion,
    variable,
)
from timeback.settings.environments import ENVIRONMENTS
from timeback.settings.secrets import SecretInKeyring
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.frames import clears_locals, warn_caller
from timeback_runtime.records import fields

_SETTINGS = tuple(fields(Settings))
KEYS = (*_SETTINGS, "client_secret_file", "client_secret_keyring", "extra_headers")
SECRETS = ("client_secret", "client_secret_file", "client_secret_keyring")
_FROM_ENVIRONMENT = (
    "client_id",
    "client_secret",
    "client_secret_file",
    "api_url",
    "qti_api_url",
    "events_url",
    "token_url",
    "scope",
    "base_paths",
    "filter_quotes",
    "unknown_properties",
    "token_auth",
    "sensor",
    "token_cache",
    "deadline",
)
_BOOLEANS = ("allow_http", "http2", "trust_env", "client_secret_keyring")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_LINE = re.compile(r"at line \d+, column \d+")


def config_file() -> Path:
    """Return the path of the configuration file."""
    named = os.environ.get("TIMEBACK_CONFIG", "").strip()
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("timeback", appauthor=False) / "config.toml"


@clears_locals
def names(file: str | os.PathLike[str] | None = None) -> list[str]:
    """Return the names of the profiles in the configuration file."""
    return list(_read(_path_of(file)))


def existing_names() -> list[str]:
    """Return the names of the profiles; none if there is no configuration file."""
    return names() if config_file().exists() else []


@clears_locals
def load(
    name: str,
    file: str | os.PathLike[str] | None = None,
    changes: Mapping[str, Any] | None = None,
    *,
    content: bytes | None = None,
) -> tuple[dict[str, str], Settings]:
    """Return the extra headers and the settings of a profile.

    Args:
        name: the profile.
        file: the configuration file; ``config_file()`` by default.
        changes: settings that replace those of the profile.
        content: the content that the file is to get, instead of that which it has.

    Raises:
        ConfigurationError: the file or profile does not exist, or a setting is invalid.
    """
    profile = read(name, file, changes, content)
    given = dict(profile.given)
    if given.pop("client_secret_keyring", False):
        given["client_secret"] = SecretInKeyring(name)
    headers = given.pop("extra_headers", {})
    try:
        return headers, resolve(**given, environ=profile.environ)
    except ConfigurationError as error:
        text = str(error) if "environment" in given else _with_own_variables(name, str(error))
        raise ConfigurationError(f"profile {name!r} in {profile.path}: {text}") from None


@attrs.frozen
class Profile:
    """The settings of a profile before they are completed and checked. No secret has been read from a file or keyring.

    Attributes:
        path: the configuration file.
        given: the values of settings, of ``client_secret_file``, ``client_secret_keyring`` and ``extra_headers``.
        sources: the environment variable that each value comes from; None for the file and for ``changes``.
        environ: the environment variables that apply to the settings that are not given.
    """

    path: Path
    given: dict[str, Any] = attrs.field(repr=False)
    sources: dict[str, str | None]
    environ: dict[str, str] = attrs.field(repr=False)


@clears_locals
def read(
    name: str,
    file: str | os.PathLike[str] | None = None,
    changes: Mapping[str, Any] | None = None,
    content: bytes | None = None,
) -> Profile:
    """Return a profile; see ``load`` for the first arguments.

    Args:
        content: the content that the file is to get, instead of that which it has.

    Raises:
        ConfigurationError: the file or profile does not exist, or a name or the type of a value is wrong.
    """
    path = _path_of(file)
    profiles = _read(path, content)
    if name not in profiles:
        known = f"it has {listed(profiles)}{suggestion(name, profiles)}" if profiles else "it has none"
        raise ConfigurationError(f"there is no profile {name!r} in {path}: {known}")
    given = _validate(f"profile {name!r} in {path}", profiles[name], path.parent)
    changes = {key: value for key, value in (changes or {}).items() if value is not None or key == "max_response_bytes"}
    _check_names("from_profile", changes)
    if any(key in changes for key in SECRETS):
        given = {key: value for key, value in given.items() if key not in SECRETS}
    given |= changes
    sources: dict[str, str | None] = dict.fromkeys(given)
    for key in _FROM_ENVIRONMENT:
        source = variable(_variable_part(name), key)
        found = os.environ.get(source, "").strip()
        if found and key not in given and not (key in SECRETS and any(one in given for one in SECRETS)):
            given[key], sources[key] = _parsed(key, source, found), source
    _set_environment(name, path, given)
    return Profile(path, given, sources, _applicable_variables(given))


def secret_variable(name: str) -> str:
    """Return the environment variable of the client secret of a profile."""
    return variable(_variable_part(name), "client_secret")


def _with_own_variables(name: str, text: str) -> str:
    """Return the text of an error with the variables of a profile in place of the plain ones, which do not apply."""
    plain = {variable(None, key): variable(_variable_part(name), key) for key in _FROM_ENVIRONMENT}
    return re.sub(r"\bTIMEBACK_[A-Z_]+", lambda found: plain.get(found[0], found[0]), text)


def _parsed(key: str, source: str, text: str) -> Any:
    """Return the value of a setting in the text of an environment variable."""
    if key == "deadline":
        return seconds_of(source, text)
    return parse_base_paths(source, text) if key == "base_paths" else text


def _set_environment(name: str, path: Path, given: dict[str, Any]) -> None:
    """Set the environment of a profile whose name is one."""
    if name.casefold() in ENVIRONMENTS:
        environment = given.setdefault("environment", name.casefold())
        if not isinstance(environment, str) or environment.strip().casefold() != name.casefold():
            raise ConfigurationError(f"profile {name!r} in {path}: environment differs from the name of the profile")
    elif "environment" not in given and "api_url" not in given:
        raise ConfigurationError(f"profile {name!r} in {path} has neither environment nor api_url: add one of them")


def _applicable_variables(given: Mapping[str, Any]) -> dict[str, str]:
    """Return the environment variables that apply to a profile."""
    if "environment" in given:
        return dict(os.environ)
    # The plain variables of secrets and addresses apply only to a client that names no environment or profile.
    plain = {variable(None, key) for key in (*_SETTINGS, "client_secret_file") if key not in FOR_EVERY_CLIENT}
    plain |= {alias for aliases in ALIASES.values() for alias in aliases}
    plain |= {f"{alias}_FILE" for alias in ALIASES["client_secret"]}
    return {key: value for key, value in os.environ.items() if key not in plain}


def _path_of(file: str | os.PathLike[str] | None) -> Path:
    return config_file() if file is None else Path(file).expanduser()


def _read(path: Path, content: bytes | None = None) -> dict[str, dict[str, Any]]:
    """Return the tables of the file, or of the content that it is to get, by name."""
    problem = ""
    data: dict[str, Any] = {}
    try:
        if content is None and _never_ends(path):
            problem = "it is a device or a pipe: give the path of a file"
        else:
            data = tomllib.loads((path.read_bytes() if content is None else content).decode("utf-8-sig"))
    except FileNotFoundError:
        problem = "the file does not exist: create it, or set TIMEBACK_CONFIG to another path"
    except OSError as error:
        problem = f"it cannot be read ({error.strerror or type(error).__name__})"
    except UnicodeDecodeError:
        problem = "it is not UTF-8 text"
    except tomllib.TOMLDecodeError as error:
        # The rest of the text may quote the file.
        position = _LINE.search(str(error))
        problem = f"invalid TOML {position.group() if position else 'at the end'}"
    if problem:
        raise ConfigurationError(f"profiles are read from {path}: {problem}")
    for name, table in data.items():
        _check_table(name, table, path)
    _check_ambiguity(data, path)
    if content is None and any("client_secret" in table for table in data.values()):
        _warn_if_readable_by_others(path)
    return data


def _never_ends(path: Path) -> bool:
    """Return whether a path is of a kind that may have no end, such as a device. The null device has one."""
    mode = path.stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or os.fspath(path) == os.devnull)


def _check_table(name: str, table: object, path: Path) -> None:
    if name in KEYS and not isinstance(table, dict):
        raise ConfigurationError(f"{path}: {name} is outside of a profile: put it under a line such as [staging]")
    if not isinstance(table, dict):
        raise ConfigurationError(f"{path}: a key is outside of a profile: put it under a line such as [staging]")
    if not _NAME.fullmatch(name):
        raise ConfigurationError(
            f"{path}: the name of a profile may hold letters, digits, '-' and '_' only, not {name!r}"
        )
    for key, value in table.items():
        if isinstance(value, dict) and key not in KEYS:
            raise ConfigurationError(
                f"{path}: [{name}.{key}] is a table inside of the profile {name}: if it is a profile, write [{key}]"
            )
    if name.casefold() in KEYS:
        raise ConfigurationError(
            f"{path}: a profile cannot be called {name!r}, because a setting has this name: rename the profile"
        )


def _check_ambiguity(profiles: Iterable[str], path: Path) -> None:
    """Refuse profiles for which an environment variable would have two meanings."""
    meanings: dict[str, str] = {}
    for key in _FROM_ENVIRONMENT:
        meanings[variable(None, key)] = f"the setting {key}"
        for environment in ENVIRONMENTS:
            meanings[variable(environment, key)] = f"the setting {key} of {environment}"
    for key, aliases in ALIASES.items():
        for alias in aliases:
            meanings[alias] = f"the setting {key}"
    for name in profiles:
        for name_of_variable, key in _variables(name):
            meaning = f"the setting {key} of {name.casefold() if name.casefold() in ENVIRONMENTS else name}"
            if meanings.setdefault(name_of_variable, meaning) != meaning:
                raise ConfigurationError(
                    f"{path}: a profile cannot be called {name!r}, because {name_of_variable} already means "
                    f"{meanings[name_of_variable]}: rename the profile"
                )


def _variables(name: str) -> Iterator[tuple[str, str]]:
    for key in _FROM_ENVIRONMENT:
        yield variable(_variable_part(name), key), key


def _variable_part(name: str) -> str:
    return name.replace("-", "_")


def _validate(source: str, table: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return the settings of a profile. ``resolve`` checks their values."""
    _check_names(source, table)
    given = dict(table)
    for key in _BOOLEANS:
        if not isinstance(given.get(key, False), bool):
            raise ConfigurationError(f"{source}: {key} must be true or false, not {type(given[key]).__name__}")
    if not given.get("client_secret_keyring", True):
        del given["client_secret_keyring"]
    secrets = [key for key in SECRETS if key in given]
    if len(secrets) > 1:
        raise ConfigurationError(f"{source} has {' and '.join(secrets)}: keep one of them")
    if "proxy" in given and not isinstance(given["proxy"], str):
        raise ConfigurationError(f"{source}: proxy must be text, not {type(given['proxy']).__name__}")
    if not isinstance(given.get("verify", True), bool | str):
        raise ConfigurationError(
            f"{source}: verify must be true, false or a path, not {type(given['verify']).__name__}"
        )
    for key in ("base_paths", "extra_headers"):
        if not isinstance(given.get(key, {}), dict):
            raise ConfigurationError(f"{source}: {key} must be a table, not {type(given[key]).__name__}")
    for key in ("client_secret_file", "verify", "token_cache"):
        if isinstance(given.get(key), str) and given[key].strip():
            given[key] = str(folder / Path(given[key]).expanduser())
    return given


def _check_names(source: str, keys: Iterable[str]) -> None:
    for key in keys:
        if key not in KEYS:
            raise ConfigurationError(f"{source}: {key!r} is not a setting{suggestion(key, KEYS)}")


def _warn_if_readable_by_others(path: Path) -> None:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & (stat.S_IRGRP | stat.S_IROTH):
        warn_caller(f"{path} holds a client secret and is readable by other users: chmod 600 {path}", UserWarning)
