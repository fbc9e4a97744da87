"""Deprecated: moved to ``timeback_runtime.messages`` and ``timeback_runtime.decoding``."""

from timeback_runtime.lazy import moved

__getattr__ = moved(
    __name__,
    "timeback_runtime.messages",
    "timeback_runtime.decoding",
    renamed={"PAGES": "GATEWAY_MEDIA_TYPES", "Reader": "ResponseDecoder", "echo": "identity"},
)
