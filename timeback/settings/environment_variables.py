"""Environment variables of settings, such as ``TIMEBACK_STAGING_CLIENT_ID``: names, aliases, and lookup."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from timeback.settings.environments import ENVIRONMENTS, check_url, environment_of
from timeback.settings.secrets import SecretFile, check_secret
from timeback.settings.suggestions import listed, suggestion
from timeback.settings.validation import describe, positive, seconds_of
from timeback_runtime.errors import ConfigurationError

# They hold no secret and no address: their plain variables apply to every client, whatever environment or profile it
# names.
FOR_EVERY_CLIENT = ("deadline", "token_cache", "sensor")

# The names that the platform's official client reads.
ALIASES = {
    "environment": ("TIMEBACK_ENV",),
    "api_url": ("TIMEBACK_API_BASE_URL", "TIMEBACK_BASE_URL"),
    "token_url": ("TIMEBACK_API_AUTH_URL", "TIMEBACK_AUTH_URL"),
    "client_id": ("TIMEBACK_API_CLIENT_ID",),
    "client_secret": ("TIMEBACK_API_CLIENT_SECRET",),
}


def variable(environment: str | None, name: str) -> str:
    """Return the environment variable that a setting is read from first."""
    return f"TIMEBACK_{environment.upper()}_{name.upper()}" if environment else f"TIMEBACK_{name.upper()}"


class SettingsReader:
    """Reads settings from arguments, or else from the environment variables that apply to the client.

    Attributes:
        environment: the environment of the client, as far as it is known.
    """

    def __init__(self, environ: Mapping[str, str], environment: str | None, api_url: str | None) -> None:
        self._environ = environ
        names = ("TIMEBACK_ENVIRONMENT", *ALIASES["environment"])
        source = next((name for name in names if environ.get(name, "").strip()), None)
        named = environ[source].strip() if source else None
        self.environment: str | None = None
        if environment is not None:
            self.environment = _check_environment("environment", environment)
        elif isinstance(api_url, str) and (known := environment_of(api_url)) is not None:
            self.environment = known
        elif named is not None:
            self.environment = _check_environment(str(source), named)
        # A name in TIMEBACK_ENVIRONMENT that the client does not use is not checked. Then the plain variables do not
        # apply to this client.
        self._plain_apply = environment is None if named is None else named.casefold() == self.environment

    def set_environment(self, environment: str | None) -> None:
        """Set the environment after it was derived from the address."""
        self.environment = environment

    def text(self, name: str, given: object) -> str | None:
        """Return the text of a setting; None if it is set nowhere."""
        if given is not None:
            if not isinstance(given, str):
                raise ConfigurationError(f"{name} must be text, not {type(given).__name__}")
            if not given.strip():
                raise ConfigurationError(
                    f"{name} is empty: pass a value, or omit it to read {variable(self.environment, name)}"
                )
            return given.strip()
        for candidate in self._variables(name):
            if found := self._environ.get(candidate, "").strip():
                return found
        return None

    def seconds(self, name: str, given: object) -> float | None:
        """Return a number of seconds; None if it is set nowhere."""
        if given is not None:
            return positive(name, given)
        for candidate in self._variables(name):
            if found := self._environ.get(candidate, "").strip():
                return seconds_of(candidate, found)
        return None

    def url(self, name: str, given: object, *, allow_http: bool) -> str | None:
        """Return a URL without a slash at the end; None if it is set nowhere."""
        text = self.text(name, given)
        return None if text is None else check_url(name, text, allow_http=allow_http)

    def file(self, name: str, given: object) -> Path | None:
        """Return the absolute path of a file that need not exist. False means none, also if a variable is set."""
        if given is False:
            return None
        if given is not None and not isinstance(given, str | os.PathLike):
            raise ConfigurationError(f"{name} must be the path of a file, not {describe(given)}")
        path = self.text(name, None if given is None else os.fsdecode(given))
        if path is None:
            return None
        try:
            return Path(path).expanduser().absolute()
        except RuntimeError:
            raise ConfigurationError(
                f"{name} begins with ~, and this user has no home folder: give the full path"
            ) from None

    def required_text(self, name: str, given: object) -> str:
        """Return a client id or secret.

        Raises:
            ConfigurationError: it is set nowhere, or is invalid.
        """
        text = self.text(name, given)
        if text is None:
            raise ConfigurationError(
                f"{name} is missing: pass {name}=, or set {variable(self.environment, name)}{self._plain_hint(name)}"
            )
        return check_secret(name, text)

    def secret(self, given: object, file: str | os.PathLike[str] | None) -> str | Callable[[], str]:
        """Return the client secret, or a function that reads it.

        Raises:
            ConfigurationError: it is set nowhere, set twice, or is invalid.
        """
        if given is not None and file is not None:
            raise ConfigurationError("client_secret and client_secret_file are both given: pass one of them")
        if callable(given):
            return given
        if given is None and file is None:
            for candidate in self._variables("client_secret"):
                if self._environ.get(candidate, "").strip():
                    break
                if named := self._environ.get(f"{candidate}_FILE", "").strip():
                    return SecretFile(f"{candidate}_FILE", named)
        if file is not None:
            return SecretFile("client_secret_file", file)
        return self.required_text("client_secret", given)

    def variable_of(self, name: str) -> str | None:
        """Return the environment variable that sets a setting, which no argument sets; None if there is none."""
        for candidate in self._variables(name):
            for found in (candidate, f"{candidate}_FILE") if name == "client_secret" else (candidate,):
                if self._environ.get(found, "").strip():
                    return found
        return None

    def _variables(self, name: str) -> list[str]:
        names = [variable(self.environment, name)] if self.environment else []
        if self._plain_apply or name in FOR_EVERY_CLIENT:
            names += [variable(None, name), *ALIASES.get(name, ())]
        return names

    def _plain_hint(self, name: str) -> str:
        plain = variable(None, name)
        if self._plain_apply or not self._environ.get(plain, "").strip():
            return ""
        return f" ({plain} is set, but applies only to the environment that TIMEBACK_ENVIRONMENT names)"


def _check_environment(source: str, value: object) -> str:
    if not isinstance(value, str):
        raise ConfigurationError(f"{source} must be text, not {describe(value)}")
    name = value.strip().casefold()
    if name not in ENVIRONMENTS:
        raise ConfigurationError(
            f"{source} is not a known environment: use one of {listed(ENVIRONMENTS)}"
            f"{suggestion(name, ENVIRONMENTS)}; "
            "for your own server omit it and pass api_url= and token_url="
        )
    return name
