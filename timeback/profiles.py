"""Settings by name, kept in a file: ``TimeBackClient.from_profile("staging")``.

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

The file is ``config.toml`` in the folder ``timeback`` of the user's settings (``~/.config/timeback`` on Linux,
``~/Library/Application Support/timeback`` on macOS, ``%LOCALAPPDATA%\\timeback`` on Windows), or what
``TIMEBACK_CONFIG`` names. Each table is a profile; its keys are the settings of a client by their names. A profile
called ``staging`` or ``production`` is of that environment; any other says ``environment`` or ``api_url``.

The secret stands in one of these places:

- ``client_secret`` in the file itself, which nobody else may then read;
- ``client_secret_file``: a file that holds it, its path from the folder of this one;
- ``client_secret_keyring = true``: the keyring of the operating system, which keeps it under the service
  ``timeback-client`` and the profile's name: ``pip install 'timeback-client[keyring]'``, then
  ``keyring set timeback-client production``;
- the environment: ``TIMEBACK_DISTRICT_CLIENT_SECRET`` or ``TIMEBACK_DISTRICT_CLIENT_SECRET_FILE``, with the profile's
  name in the middle. The id, the addresses, the deadline and ``token_cache`` are read in the same way where the file
  leaves them out, and the last two then from ``TIMEBACK_DEADLINE`` and ``TIMEBACK_TOKEN_CACHE``.

Relative paths (``client_secret_file``, ``verify``, ``token_cache``) begin at the folder of the file.
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

from timeback.settings import ALIASES, FOR_EVERY_CLIENT, Settings, listed, resolve, seconds_of, suggestion, variable
from timeback.settings.environments import ENVIRONMENTS
from timeback.settings.secrets import SecretInKeyring
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.frames import clears_locals, warn_caller

_SETTINGS = tuple(field.name for field in attrs.fields(Settings))
_KEYS = (*_SETTINGS, "client_secret_file", "client_secret_keyring", "extra_headers")
_SECRETS = ("client_secret", "client_secret_file", "client_secret_keyring")
_FROM_ENVIRONMENT = (
    "client_id",
    "client_secret",
    "client_secret_file",
    "api_url",
    "qti_api_url",
    "token_url",
    "token_cache",
    "deadline",
)
_FLAGS = ("allow_http", "http2", "trust_env", "client_secret_keyring")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_LINE = re.compile(r"at line \d+, column \d+")


def config_file() -> Path:
    """The file that profiles are read from."""
    named = os.environ.get("TIMEBACK_CONFIG", "").strip()
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("timeback", appauthor=False) / "config.toml"


@clears_locals
def names(file: str | os.PathLike[str] | None = None) -> list[str]:
    """The profiles that there are."""
    return list(_read(_place(file)))


@clears_locals
def load(
    name: str, file: str | os.PathLike[str] | None = None, changes: Mapping[str, Any] | None = None
) -> tuple[dict[str, str], Settings]:
    """The headers and the settings of a profile; ``changes`` win over what the file says.

    Raises:
        ConfigurationError: there is no such file or profile, or what it says is wrong.
    """
    place = _place(file)
    profiles = _read(place)
    if name not in profiles:
        known = f"it has {listed(profiles)}{suggestion(name, profiles)}" if profiles else "it has none"
        raise ConfigurationError(f"there is no profile {name!r} in {place}: {known}")
    given = _checked(f"profile {name!r} in {place}", profiles[name], place.parent)
    changes = {key: value for key, value in (changes or {}).items() if value is not None or key == "max_response_bytes"}
    _known("from_profile", changes)
    if any(key in changes for key in _SECRETS):
        given = {key: value for key, value in given.items() if key not in _SECRETS}
    given |= changes
    for key in _FROM_ENVIRONMENT:
        found = os.environ.get(variable(_middle(name), key), "").strip()
        if found and key not in given and not (key in _SECRETS and any(one in given for one in _SECRETS)):
            given[key] = seconds_of(variable(_middle(name), key), found) if key == "deadline" else found
    if given.pop("client_secret_keyring", False):
        given["client_secret"] = SecretInKeyring(name)
    headers = given.pop("extra_headers", {})
    _settle(name, place, given)
    try:
        return headers, resolve(**given, environ=_surroundings(given))
    except ConfigurationError as error:
        raise ConfigurationError(f"profile {name!r} in {place}: {error}") from None


def _settle(name: str, place: Path, given: dict[str, Any]) -> None:
    """Say which environment a profile is of, where its name does."""
    if name.casefold() in ENVIRONMENTS:
        told = given.setdefault("environment", name.casefold())
        if not isinstance(told, str) or told.strip().casefold() != name.casefold():
            raise ConfigurationError(f"profile {name!r} in {place} says another environment than its name")
    elif "environment" not in given and "api_url" not in given:
        raise ConfigurationError(f"profile {name!r} in {place} says neither environment nor api_url")


def _surroundings(given: Mapping[str, Any]) -> dict[str, str]:
    """The environment variables that may serve a profile."""
    if "environment" in given:
        return dict(os.environ)
    # The plain variables of secrets and addresses are meant for a client that names nothing, and a profile is a name.
    plain = {variable(None, key) for key in (*_SETTINGS, "client_secret_file") if key not in FOR_EVERY_CLIENT}
    plain |= {alias for aliases in ALIASES.values() for alias in aliases}
    plain |= {f"{alias}_FILE" for alias in ALIASES["client_secret"]}
    return {key: value for key, value in os.environ.items() if key not in plain}


def _place(file: str | os.PathLike[str] | None) -> Path:
    return config_file() if file is None else Path(file).expanduser()


def _read(place: Path) -> dict[str, dict[str, Any]]:
    """The tables of the file, by name."""
    problem = ""
    data: dict[str, Any] = {}
    try:
        data = tomllib.loads(place.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        problem = "there is no such file: make it, or name another one by TIMEBACK_CONFIG"
    except OSError as error:
        problem = f"it cannot be read ({error.strerror or type(error).__name__})"
    except UnicodeDecodeError:
        problem = "it is not UTF-8 text"
    except tomllib.TOMLDecodeError as error:
        # The rest of the text may repeat what stands there.
        where = _LINE.search(str(error))
        problem = f"it is no TOML {where.group() if where else 'at its end'}"
    if problem:
        raise ConfigurationError(f"profiles are read from {place}: {problem}")
    for name, table in data.items():
        _check_name(name, table, place)
    _apart(data, place)
    if any("client_secret" in table for table in data.values()):
        _warn_if_open(place)
    return data


def _check_name(name: str, table: object, place: Path) -> None:
    if name in _KEYS and not isinstance(table, dict):
        raise ConfigurationError(f"{place}: {name} stands outside of a profile: put it under a line such as [staging]")
    if not isinstance(table, dict):
        raise ConfigurationError(f"{place}: a key stands outside of a profile: only tables such as [staging] may")
    if not _NAME.fullmatch(name):
        raise ConfigurationError(f"{place}: the name of a profile has letters, digits, '-' and '_' only, not {name!r}")
    if name.casefold() in _KEYS:
        raise ConfigurationError(
            f"{place}: a profile cannot be called {name!r}, since a setting is: give it another name"
        )


def _apart(profiles: Iterable[str], place: Path) -> None:
    """One environment variable must mean one thing, whichever profiles and settings there are."""
    meanings: dict[str, str] = {}
    for key in _FROM_ENVIRONMENT:
        meanings[variable(None, key)] = f"the setting {key}"
        for environment in ENVIRONMENTS:
            meanings[variable(environment, key)] = f"the setting {key} of {environment}"
    for key, aliases in ALIASES.items():
        for alias in aliases:
            meanings[alias] = f"the setting {key}"
    for name in profiles:
        for one, key in _variables(name):
            mine = f"the setting {key} of {name.casefold() if name.casefold() in ENVIRONMENTS else name}"
            if meanings.setdefault(one, mine) != mine:
                raise ConfigurationError(
                    f"{place}: a profile cannot be called {name!r}, since {one} means {meanings[one]} already: "
                    "give it another name"
                )


def _variables(name: str) -> Iterator[tuple[str, str]]:
    for key in _FROM_ENVIRONMENT:
        yield variable(_middle(name), key), key


def _middle(name: str) -> str:
    return name.replace("-", "_")


def _checked(source: str, table: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The settings of a profile; ``resolve`` looks at their values."""
    _known(source, table)
    given = dict(table)
    for key in _FLAGS:
        if not isinstance(given.get(key, False), bool):
            raise ConfigurationError(f"{source}: {key} is true or false, not {type(given[key]).__name__}")
    if not given.get("client_secret_keyring", True):
        del given["client_secret_keyring"]
    secrets = [key for key in _SECRETS if key in given]
    if len(secrets) > 1:
        raise ConfigurationError(f"{source} has {' and '.join(secrets)}: leave one of them")
    if "proxy" in given and not isinstance(given["proxy"], str):
        raise ConfigurationError(f"{source}: proxy must be text, not {type(given['proxy']).__name__}")
    if not isinstance(given.get("verify", True), bool | str):
        raise ConfigurationError(f"{source}: verify is true, false or a path, not {type(given['verify']).__name__}")
    for key in ("base_paths", "extra_headers"):
        if not isinstance(given.get(key, {}), dict):
            raise ConfigurationError(f"{source}: {key} is a table, not {type(given[key]).__name__}")
    for key in ("client_secret_file", "verify", "token_cache"):
        if isinstance(given.get(key), str) and given[key].strip():
            given[key] = str(folder / Path(given[key]).expanduser())
    return given


def _known(source: str, keys: Iterable[str]) -> None:
    for key in keys:
        if key not in _KEYS:
            raise ConfigurationError(f"{source}: there is no setting {key!r}{suggestion(key, _KEYS)}")


def _warn_if_open(place: Path) -> None:
    if os.name == "posix" and stat.S_IMODE(place.stat().st_mode) & (stat.S_IRGRP | stat.S_IROTH):
        warn_caller(f"{place} holds a client secret and others may read it: chmod 600 {place}", UserWarning)
