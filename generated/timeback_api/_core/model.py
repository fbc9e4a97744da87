"""Deprecated: moved to ``timeback_runtime.model``."""

from timeback_runtime.lazy import moved

__getattr__ = moved(__name__, "timeback_runtime.model")
