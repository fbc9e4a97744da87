"""Deprecated: the runtime is the package ``timeback_runtime``."""

from timeback_runtime.lazy import moved

__getattr__ = moved(__name__, "timeback_runtime")
