"""Deprecated: moved to ``timeback_runtime.client``."""

from timeback_runtime.lazy import moved

__getattr__ = moved(__name__, {"AuthenticatedClient": "timeback_runtime.client", "Client": "timeback_runtime.client"})
