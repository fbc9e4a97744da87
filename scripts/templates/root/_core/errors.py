"""Deprecated: moved to ``timeback_runtime.errors``, ``timeback_runtime.error_responses`` and others."""

from timeback_runtime.lazy import moved

__getattr__ = moved(
    __name__, "timeback_runtime.errors", "timeback_runtime.error_responses", "timeback_runtime.messages"
)
