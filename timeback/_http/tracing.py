"""A span of OpenTelemetry for each call of an application that traces: its operation, status and tries, never a value.

Nothing is imported for it. An application that traces has loaded ``opentelemetry.trace`` itself before its first call;
in any other one a call costs the look into ``sys.modules``.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from timeback.settings.environments import host_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import ModuleType, TracebackType

    from opentelemetry.trace import Span, Tracer

    from timeback.settings import Settings
    from timeback_runtime.messages import Reply, Request

T = TypeVar("T")


def tracer() -> Tracer | None:
    """What makes spans; None where the application does not trace."""
    module = sys.modules.get("opentelemetry.trace")
    # Another thread may be about to load it.
    return None if module is None or not hasattr(module, "get_tracer") else _tracer(module)


@functools.cache
def _tracer(module: ModuleType) -> Tracer:
    from timeback._http.request_builder import own_version

    made: Tracer = module.get_tracer("timeback", own_version())
    return made


class CallSpan:
    """The span of one call with all its tries."""

    def __init__(self, tracer: Tracer, request: Request[Any], settings: Settings) -> None:
        operation = request.operation
        self._tracer = tracer
        self._name = f"{operation.method} {operation.path}"
        self._attributes: dict[str, str] = {
            "http.request.method": operation.method,
            "url.template": operation.path,
            "server.address": host_of(settings.address(operation.package.service)),
            "timeback.operation": operation.id,
            "timeback.service": operation.package.name,
        }

    def reading(self, read: Callable[[Reply], T]) -> Callable[[Reply], T]:
        """``read``, which tells the span what came before it reads it."""

        def reading(reply: Reply) -> T:
            self._tell(reply.status, reply.attempts)
            return read(reply)

        return reading

    def __enter__(self) -> Self:
        from opentelemetry.trace import SpanKind

        # The text of an exception is for who made the call; the span has its kind alone.
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
            self._tell(getattr(error, "status", None), getattr(error, "attempts", None))
            self._fail(type(error).__name__)
        self._manager.__exit__(None, None, None)

    def _tell(self, status: int | None, attempts: int | None) -> None:
        if attempts is not None:
            self._span.set_attribute("timeback.attempts", attempts)
            if attempts > 1:
                self._span.set_attribute("http.request.resend_count", attempts - 1)
        if status is not None:
            self._span.set_attribute("http.response.status_code", status)
            if status >= 400:
                self._fail(str(status))

    def _fail(self, kind: str) -> None:
        from opentelemetry.trace import StatusCode

        self._span.set_attribute("error.type", kind)
        self._span.set_status(StatusCode.ERROR)
