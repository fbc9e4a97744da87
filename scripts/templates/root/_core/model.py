"""Deprecated: moved to ``timeback_runtime.model``."""

from timeback_runtime.lazy import moved

__getattr__ = moved(
    __name__,
    "timeback_runtime.model",
    renamed={
        "fresh": "copy_payload",
        "from_moment": "format_datetime",
        "new": "new_model",
        "seed": "untracked_subclass",
        "to_date": "parse_date",
        "to_datetime": "parse_datetime",
    },
)
