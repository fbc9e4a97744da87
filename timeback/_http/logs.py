"""Log records of calls: method, path template, status, milliseconds, attempts. Never a value, a header or a body."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from timeback.settings import listed
from timeback_runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from timeback._http.request_builder import PreparedRequest
    from timeback_runtime.messages import Reply

logger = logging.getLogger("timeback.http")

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO}


def log_to_stderr(level: str, setting: str) -> None:
    """Write the log records of this package to stderr, unless the program has configured logging itself.

    Args:
        level: ``debug`` for every reply, ``info`` for retries and calls without a reply.
        setting: the name of the setting, for the error.

    Raises:
        ConfigurationError: the level is not one of these.
    """
    number = _LEVELS.get(level.strip().lower())
    if number is None:
        raise ConfigurationError(f"{setting} is not one of {listed(_LEVELS)}")
    logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("timeback").setLevel(number)


def configure() -> None:
    """Apply the variable ``TIMEBACK_LOG``."""
    if level := os.environ.get("TIMEBACK_LOG"):
        log_to_stderr(level, "TIMEBACK_LOG")


def log_reply(call: PreparedRequest, reply: Reply) -> None:
    """Log the final reply of a call."""
    if logger.isEnabledFor(logging.DEBUG):
        milliseconds = reply.elapsed * 1000
        logger.debug(
            "%s %s %d in %.0f ms, attempts: %d", call.method, call.template, reply.status, milliseconds, reply.attempts
        )


def log_retry(call: PreparedRequest, reason: str | int, attempts: int, delay: float) -> None:
    """Log that a call is retried after ``delay`` seconds."""
    logger.info("%s %s %s, attempt %d; next in %.2f s", call.method, call.template, reason, attempts, delay)


def log_failure(call: PreparedRequest, reason: str, attempts: int, elapsed: float) -> None:
    """Log that a call ended without a reply."""
    logger.info("%s %s %s in %.0f ms, attempts: %d", call.method, call.template, reason, elapsed * 1000, attempts)
