"""Client secrets from files and from the keyring of the operating system. No error quotes a secret."""

from __future__ import annotations

import os
from pathlib import Path

from timeback_runtime.errors import ConfigurationError
from timeback_runtime.extras import missing_package

KEYRING_SERVICE = "timeback-client"

_MAX_BYTES = 64 * 1024


def check_secret(name: str, text: object) -> str:
    """Return a client id or secret without surrounding whitespace.

    Raises:
        ConfigurationError: it is not text, empty, or holds a space or a control character.
    """
    if not isinstance(text, str):
        raise ConfigurationError(f"{name} must be text, not {type(text).__name__}")
    text = text.strip()
    if not text:
        raise ConfigurationError(f"{name} is empty")
    if not text.isprintable() or " " in text:
        raise ConfigurationError(f"{name} holds a space or a control character: copy it again without them")
    return text


class SecretFile:
    """Reads a secret from a file at each call, so that a secret replaced in the file needs no new client."""

    def __init__(self, source: str, path: str | os.PathLike[str]) -> None:
        if not isinstance(path, str | os.PathLike) or not os.fspath(path):
            raise ConfigurationError(f"{source} must be the path of a file, not {type(path).__name__}")
        self._source, self._path = source, Path(path).expanduser()
        # A wrong path is reported when the client is created, not at its first call.
        self()

    def __call__(self) -> str:
        try:
            with self._path.open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
        except OSError as error:
            raise ConfigurationError(
                f"{self._source} names {self._path}, which cannot be read ({error.strerror or type(error).__name__})"
            ) from None
        try:
            text = content.decode("utf-8-sig") if len(content) <= _MAX_BYTES else None
        except UnicodeDecodeError:
            text = None
        if text is None:
            raise ConfigurationError(f"{self._source} names {self._path}, which is not UTF-8 text of at most 64 KB")
        return check_secret(f"the content of {self._path} ({self._source})", text)

    def __repr__(self) -> str:
        return f"<SecretFile {self._path}>"


class SecretInKeyring:
    """Reads a secret from the keyring of the operating system: service ``timeback-client``, user the profile's name."""

    def __init__(self, profile: str) -> None:
        self._profile = profile
        self()

    def __call__(self) -> str:
        try:
            import keyring
            from keyring.errors import KeyringError
        except ImportError:
            raise ConfigurationError(missing_package("client_secret_keyring", "keyring", "keyring")) from None
        try:
            text = keyring.get_password(KEYRING_SERVICE, self._profile)
        except KeyringError as error:
            raise ConfigurationError(
                f"the keyring could not be read for the client secret ({type(error).__name__})"
            ) from None
        if text is None:
            raise ConfigurationError(
                f"the keyring has no client secret for the profile {self._profile!r}: store it with "
                f"keyring set {KEYRING_SERVICE} {self._profile}"
            )
        return check_secret(f"the secret of {self._profile!r} in the keyring", text)

    def __repr__(self) -> str:
        return f"<SecretInKeyring {KEYRING_SERVICE} {self._profile}>"
