"""Deprecated: moved to ``timeback_runtime.model``."""

from timeback_runtime.lazy import moved

__getattr__ = moved(
    __name__,
    {
        "Model": "timeback_api",
        "fresh": "timeback_runtime.model:copy_payload",
        "from_moment": "timeback_runtime.model:format_datetime",
        "new": "timeback_runtime.model:new_model",
        "seed": "timeback_runtime.model:untracked_subclass",
        "to_date": "timeback_runtime.model:parse_date",
        "to_datetime": "timeback_runtime.model:parse_datetime",
        "to_json": "timeback_runtime.model",
        "_rebuild": "timeback_runtime.model",
    },
)
