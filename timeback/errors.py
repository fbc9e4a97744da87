"""Exceptions: one hierarchy for the clients and the low-level functions. All derive from ``TimeBackError``."""

from __future__ import annotations

import os
from functools import partial
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
from timeback_runtime.unknown_properties import UnknownPropertyWarning


class ClientStateError(TimeBackError, RuntimeError):
    """A call does not fit the state of its object: a client is closed, or a feed has not been read to its end."""


class ExtensionWarning(UserWarning):
    """A call uses an extension of the platform, and goes to another provider, which may answer 404 or 405.

    A client gives the warning once, at its first such call. Addresses of the platform and of this machine give none.
    Neither do ``check()``, a migration and an export, whose reports contain what a provider does not serve.
    """


class UnconfirmedEventsError(APIError):
    """Events were sent, and it is not known whether the platform has received them.

    Nothing tells whether the platform drops an event that it has already, so the client does not send these again by
    itself. ``client.events.resend(error)`` looks for each of them, and sends those that are not there. The cause is the
    error of the request.

    Attributes:
        event_ids: the ids of the events.
    """

    outcome_unknown = True

    def __init__(self, message: str, *, event_ids: list[str], sensor: str | None = None, items: list[Any]) -> None:
        super().__init__(message)
        self.event_ids = event_ids
        self._sensor = sensor
        # What resend() sends. It is personal data, and in no text.
        self._items = items


class _JobError(TimeBackError):
    """What the errors of jobs have in common."""

    def __init__(self, message: str, *, job_id: str, state: str) -> None:
        super().__init__(message)
        self.job_id, self.state = job_id, state

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are unpickled from their args, without the keyword-only arguments.
        return partial(type(self), job_id=self.job_id, state=self.state), self.args


class JobFailedError(_JobError):
    """The job that stores the events of an envelope has failed. None of its events is stored.

    Attributes:
        job_id: the id of the job.
        state: the state of the job, such as ``failed``.
    """


class JobTimeoutError(_JobError, TimeoutError):
    """A job had not ended when the time was over. It may still store its events.

    Attributes:
        job_id: the id of the job.
        state: the last state of the job, such as ``waiting``.
    """


class AllEventsRefusedError(TimeBackError):
    """The platform refused one event after another for the same reason, and accepted none, so that sending was stopped.

    The cause is usually not in the events: a wrong sensor, address or credential. The last refusal is ``__cause__``.

    Attributes:
        status: the HTTP status of the refusals.
        report: the ``SendReport`` of the call, with what became of the events until then.
    """

    def __init__(self, message: str, *, status: int, report: Any = None) -> None:
        super().__init__(message)
        self.status, self.report = status, report

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), status=self.status, report=self.report), self.args


class OutboxFullError(TimeBackError):
    """An outbox has ``max_events`` events already. None of the events of the call was stored.

    Attributes:
        max_events: the limit.
    """

    def __init__(self, message: str, *, max_events: int) -> None:
        super().__init__(message)
        self.max_events = max_events

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), max_events=self.max_events), self.args


class FilterIgnoredError(APIError):
    """``find`` or ``first`` received an object that does not match the filter, so the server ignored it.

    The object is not returned. The message has the names of the properties, and no value.
    """


class FullReadWarning(UserWarning):
    """A feed of changes returns all objects, because the server cannot tell which of them have changed."""


class IncompleteListingError(APIError):
    """The number of objects in a listing disagrees with the totals of the server, so that some may be missing."""


class KeysetPagingError(APIError):
    """A server cannot be read by keyset pagination: it ignores or rejects the sort or the filter on the id.

    It is raised before any object is returned, or, if the order of the filter differs from that of the sort for later
    objects only, at the first page where it does. Read the listing with ``paging="offset"`` instead.
    """


class LeftoverWarning(UserWarning):
    """A folder holds the unfinished files of an export, and it is not certain that the export has ended."""


class StorageError(TimeBackError, OSError):
    """A local file could not be read or written, such as on a full disk, without permission, or with damaged content.

    Attributes:
        path: the file or folder; None for a temporary one.
        action: the action that failed, such as ``write the journal``.
        errno: the error number of the operating system; None if the failure has another cause.
    """

    def __init__(
        self, message: str, *, path: str | os.PathLike[str] | None, action: str, errno: int | None = None
    ) -> None:
        super().__init__(message)
        self.path = None if path is None else os.fspath(path)
        self.action = action
        # OSError.__str__ returns the message only if ``strerror`` is not set.
        self.errno = errno

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are unpickled from their args, without the keyword-only arguments.
        return partial(type(self), path=self.path, action=self.action, errno=self.errno), self.args


class TokenCacheWarning(UserWarning):
    """The ``token_cache`` file cannot be used, and tokens are fetched without it."""


__all__ = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AllEventsRefusedError",
    "AuthenticationError",
    "BadRequestError",
    "ClientStateError",
    "ConfigurationError",
    "ConflictError",
    "DecodingError",
    "ExtensionWarning",
    "FilterIgnoredError",
    "FullReadWarning",
    "IncompleteListingError",
    "InvalidRequestError",
    "JobFailedError",
    "JobTimeoutError",
    "KeysetPagingError",
    "LeftoverWarning",
    "NotFoundError",
    "OutboxFullError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResponseTooLargeError",
    "ServerError",
    "StorageError",
    "TimeBackError",
    "TokenCacheWarning",
    "UnconfirmedEventsError",
    "UnknownPropertyWarning",
    "UnprocessableEntityError",
]

# Tracebacks, reprs and pickles name the module that users import. The runtime of the generated code defines most of the
# classes, since it must not depend on this package.
for _name in __all__:
    globals()[_name].__module__ = __name__
