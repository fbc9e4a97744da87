"""Deprecated: moved to ``timeback_runtime.errors``."""

from timeback_runtime.lazy import moved

__getattr__ = moved(__name__, "timeback_runtime.errors")
