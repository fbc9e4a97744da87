"""Deprecated: moved to ``timeback_runtime.errors``, ``error_responses`` and ``retry_after``."""

from timeback_runtime.lazy import moved

__getattr__ = moved(
    __name__,
    {
        "APIConnectionError": "timeback_runtime.errors",
        "APIError": "timeback_runtime.errors",
        "APIStatusError": "timeback_runtime.errors",
        "APITimeoutError": "timeback_runtime.errors",
        "AuthenticationError": "timeback_runtime.errors",
        "BadRequestError": "timeback_runtime.errors",
        "ConfigurationError": "timeback_runtime.errors",
        "ConflictError": "timeback_runtime.errors",
        "DecodingError": "timeback_runtime.errors",
        "InvalidRequestError": "timeback_runtime.errors",
        "NotFoundError": "timeback_runtime.errors",
        "PermissionDeniedError": "timeback_runtime.errors",
        "RateLimitError": "timeback_runtime.errors",
        "ServerError": "timeback_runtime.errors",
        "TimeBackError": "timeback_runtime.errors",
        "UnprocessableEntityError": "timeback_runtime.errors",
        "status_class": "timeback_runtime.errors",
        "error_from_reply": "timeback_runtime.messages",
        "retry_after_seconds": "timeback_runtime.retry_after",
    },
)
