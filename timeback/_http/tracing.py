"""OpenTelemetry spans: one for each call, with its operation, status and attempts, never a value.

This package does not import OpenTelemetry. An application that traces has imported ``opentelemetry.trace`` before its
first call; in any other application a call costs one lookup in ``sys.modules``.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from timeback.settings.environments import host_of
from timeback_runtime.version import __version__

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import ModuleType, TracebackType

    from opentelemetry.trace import Span, Tracer

    from timeback.settings import Settings
    from timeback_runtime.messages import Reply, Request

T = TypeVar("T")


def tracer() -> Tracer | None:
    """Return the tracer; None if the application does not trace."""
    module = sys.modules.get("opentelemetry.trace")
    # Another thread may be importing it.
    return None if module is None or not hasattr(module, "get_tracer") else _tracer(module)


@functools.cache
def _tracer(module: ModuleType) -> Tracer:
    tracer: Tracer = module.get_tracer("timeback", __version__)
    return tracer


class CallSpan:
    """The span of one call with all its attempts."""

    def __init__(self, tracer: Tracer, request: Request[Any], settings: Settings) -> None:
        operation = request.operation
        self._tracer = tracer
        self._name = f"{operation.method} {operation.path}"
        self._attributes: dict[str, str] = {
            "http.request.method": operation.method,
            "url.template": operation.path,
            "server.address": host_of(settings.base_url(operation.package)),
            "timeback.operation": operation.id,
            "timeback.service": operation.package.name,
        }

    def recording(self, read: Callable[[Reply], T]) -> Callable[[Reply], T]:
        """Return ``read`` with a step before it that records the reply in the span."""

        def record_and_read(reply: Reply) -> T:
            self._record(reply.status, reply.attempts)
            return read(reply)

        return record_and_read

    def __enter__(self) -> Self:
        from opentelemetry.trace import SpanKind

        # The text of an exception may be personal; the span has its type only.
        self._manager: AbstractContextManager[Span] = self._tracer.start_as_current_span(
            self._name,
            kind=SpanKind.CLIENT,
            attributes=self._attributes,
            record_exception=False,
            set_status_on_exception=False,
        )
        self._span = self._manager.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._record(getattr(error, "status", None), getattr(error, "attempts", None))
            self._record_error(type(error).__name__)
        self._manager.__exit__(None, None, None)

    def _record(self, status: int | None, attempts: int | None) -> None:
        if attempts is not None:
            self._span.set_attribute("timeback.attempts", attempts)
            if attempts > 1:
                self._span.set_attribute("http.request.resend_count", attempts - 1)
        if status is not None:
            self._span.set_attribute("http.response.status_code", status)
            if status >= 400:
                self._record_error(str(status))

    def _record_error(self, kind: str) -> None:
        from opentelemetry.trace import StatusCode

        self._span.set_attribute("error.type", kind)
        self._span.set_status(StatusCode.ERROR)
