"""The errors that calls raise; one tree for the facade and for the low-level functions."""

from __future__ import annotations

import os
from typing import Any

from timeback_runtime.errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    DecodingError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ResponseTooLargeError,
    ServerError,
    TimeBackError,
    UnprocessableEntityError,
)


class ClientStateError(TimeBackError, RuntimeError):
    """The client is closed, or belongs to another event loop."""


class LeftoverWarning(UserWarning):
    """A folder holds the unfinished files of an export, and it cannot be known whether that export has ended."""


class StorageError(TimeBackError, OSError):
    """A local file could not be read or written: the disk is full, a permission is missing, the content is damaged.

    Attributes:
        path: the file or folder; None for a temporary one.
        action: what was being done, such as ``write the journal``.
        errno: the error number of the operating system, or None where the failure is not the system's.
    """

    def __init__(
        self, message: str, *, path: str | os.PathLike[str] | None, action: str, errno: int | None = None
    ) -> None:
        super().__init__(message)
        self.path = None if path is None else os.fspath(path)
        self.action = action
        # Without a ``strerror`` beside it, str() of an OSError remains the message.
        self.errno = errno

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are rebuilt from their args alone, which would lose the keyword-only arguments.
        return _rebuild_storage_error, (type(self), self.args, self.path, self.action, self.errno)


class TokenCacheWarning(UserWarning):
    """The file of ``token_cache`` cannot be used, and tokens are fetched without it."""


def _rebuild_storage_error(
    kind: type[StorageError], args: tuple[str], path: str | None, action: str, errno: int | None
) -> StorageError:
    return kind(*args, path=path, action=action, errno=errno)


__all__ = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ClientStateError",
    "ConfigurationError",
    "ConflictError",
    "DecodingError",
    "InvalidRequestError",
    "LeftoverWarning",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResponseTooLargeError",
    "ServerError",
    "StorageError",
    "TimeBackError",
    "TokenCacheWarning",
    "UnprocessableEntityError",
]
