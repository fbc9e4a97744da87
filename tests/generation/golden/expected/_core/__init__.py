"""Deprecated: the runtime is the package ``timeback_runtime``."""

from timeback_runtime.lazy import moved

__getattr__ = moved(
    __name__,
    {
        "AuthenticatedClient": "timeback_runtime.client",
        "Client": "timeback_runtime.client",
        "Iteration": "timeback_runtime.messages",
        "Model": "timeback_api",
        "Operation": "timeback_runtime.messages",
        "RawPage": "timeback_runtime.messages",
        "Reply": "timeback_api",
        "Request": "timeback_api",
        "Response": "timeback_api",
    },
)
