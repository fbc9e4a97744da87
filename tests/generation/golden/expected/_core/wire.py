"""Deprecated: moved to ``timeback_runtime.messages`` and ``timeback_runtime.decoding``."""

from timeback_runtime.lazy import moved

__getattr__ = moved(
    __name__,
    {
        "Iteration": "timeback_runtime.messages",
        "Operation": "timeback_runtime.messages",
        "PAGES": "timeback_runtime.decoding:GATEWAY_MEDIA_TYPES",
        "Package": "timeback_runtime.messages",
        "Query": "timeback_runtime.messages",
        "RawPage": "timeback_runtime.messages",
        "Reader": "timeback_runtime.decoding:ResponseDecoder",
        "Reply": "timeback_api",
        "Request": "timeback_api",
        "Response": "timeback_api",
        "T": "timeback_runtime.messages",
        "T_co": "timeback_runtime.messages",
        "echo": "timeback_runtime.decoding:identity",
    },
)
