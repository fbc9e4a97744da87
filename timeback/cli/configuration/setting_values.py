"""Settings as text: ``NAME=VALUE`` for the configuration file, and values for the terminal, without secrets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import click

from timeback.settings import Settings
from timeback_runtime.records import fields
from timeback_runtime.suggestions import did_you_mean

NOT_SET: Final = "not set"
_TABLES: Final = ("base_paths", "extra_headers")
_WORDS: Final = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def parse_setting(text: str) -> tuple[list[str], Any]:
    """Return the path of a setting and its value, from ``NAME=VALUE`` or ``NAME.INNER=VALUE``.

    Raises:
        click.UsageError: there is no such setting, the value has another type, or it is a secret.
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"{name!r} has no value: write NAME=VALUE, such as timeout=60.")
    path = parse_name(name)
    if path == ["client_secret"]:
        raise click.UsageError(
            "A secret in an argument would be in the history of the shell. Use timeback config login PROFILE."
        )
    if not value.strip():
        raise click.UsageError(f"{name} is empty. To remove it, use timeback config unset PROFILE {name}.")
    return path, _parse_value(path, value.strip())


def parse_name(text: str) -> list[str]:
    """Return the path of a setting from its name, such as ``timeout`` or ``base_paths.rostering``.

    Raises:
        click.UsageError: there is no such setting.
    """
    from timeback.profiles import KEYS

    name, dot, inner = text.strip().partition(".")
    name = name.replace("-", "_")
    if name not in KEYS:
        hint = did_you_mean(name, KEYS) or f" Settings: {', '.join(KEYS)}."
        raise click.UsageError(f"{name!r} is not a setting.{hint}")
    if dot and (name not in _TABLES or not inner):
        raise click.UsageError(f"{text!r} is not a setting: only {' and '.join(_TABLES)} have names below them.")
    return [name, inner] if dot else [name]


def _parse_value(path: list[str], text: str) -> Any:
    from timeback.errors import ConfigurationError
    from timeback.settings import parse_base_paths

    name = path[0]
    if name in _TABLES:
        if len(path) > 1:
            return text
        if name == "extra_headers":
            raise click.UsageError("Write extra_headers.NAME=VALUE, such as extra_headers.X-School=north.")
        try:
            return parse_base_paths(name, text)
        except ConfigurationError as error:
            raise click.UsageError(str(error)) from None
    types = {name: str(field.type) for name, field in fields(Settings).items()}
    kind = "bool" if name == "client_secret_keyring" else types.get(name, "str")
    word = _WORDS.get(text.casefold())
    if kind == "bool":
        if word is None:
            raise click.UsageError(f"{name} takes true or false, not {text!r}.")
        return word
    if kind.startswith("bool"):
        # verify: also the path of a file of certificates.
        return text if word is None else word
    for python, noun in ((int, "a whole number"), (float, "a number")):
        if kind.startswith(python.__name__):
            try:
                # 60 stays 60 in the file.
                return int(text) if text.isdecimal() else python(text)
            except ValueError:
                raise click.UsageError(f"{name} takes {noun}, not {text!r}.") from None
    return text


def shown(name: str, value: Any) -> Any:
    """Return the value of a setting as JSON, without a secret."""
    if value is None:
        return None
    if name == "client_secret":
        return "set"
    if name == "extra_headers":
        # The values may be keys of an API.
        return sorted(value)
    if name == "proxy":
        return without_password(str(getattr(value, "url", value)))
    if isinstance(value, Mapping):
        return {key: without_password(str(text)) for key, text in value.items()}
    if isinstance(value, bool | int | float):
        return value
    return str(value)


def without_password(url: str) -> str:
    """Return a URL without a user and password."""
    if "@" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return "set"
    return urlunsplit(parts._replace(netloc=f"...@{parts.netloc.rpartition('@')[2]}"))
