"""What is logged of a call: method, path template, status, milliseconds, tries. Never a value, a header or a body."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeback._http.request_builder import PreparedRequest
    from timeback_runtime.messages import Reply

logger = logging.getLogger("timeback.http")


def done(call: PreparedRequest, reply: Reply) -> None:
    """A reply came that is the last of its call."""
    if logger.isEnabledFor(logging.DEBUG):
        milliseconds = reply.elapsed * 1000
        logger.debug(
            "%s %s %d in %.0f ms, attempts: %d", call.method, call.template, reply.status, milliseconds, reply.attempts
        )


def retried(call: PreparedRequest, why: str | int, attempts: int, wait: float) -> None:
    """The call will be tried again."""
    logger.info("%s %s %s, attempt %d; next in %.2f s", call.method, call.template, why, attempts, wait)


def lost(call: PreparedRequest, why: str, attempts: int, elapsed: float) -> None:
    """The call ended without a reply."""
    logger.info("%s %s %s in %.0f ms, attempts: %d", call.method, call.template, why, elapsed * 1000, attempts)
