"""A local server that simulates the TimeBack platform, for demos and tests.

with Sandbox(users=200, seed=1) as box:
    client = box.client()

Names are imported lazily, so that the pytest plugin in this package adds nothing to test runs that do not use it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from timeback_runtime.extras import missing_package

if TYPE_CHECKING:
    from timeback.sandbox.app.request_log import SandboxRequest
    from timeback.sandbox.faults import Fault
    from timeback.sandbox.sandbox import Sandbox
    from timeback.sandbox.storage.store import Store

__all__ = ["Fault", "Sandbox", "SandboxRequest", "Store"]

_MODULES = {
    "Fault": "faults.rules",
    "Sandbox": "sandbox",
    "SandboxRequest": "app.request_log",
    "Store": "storage.store",
}
_NEEDED = ("jsonschema_rs", "starlette", "uvicorn")


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    for package in _NEEDED:
        try:
            importlib.import_module(package)
        except ImportError as error:
            raise ImportError(missing_package("the sandbox", package, "sandbox"), name=package) from error
    value = globals()[name] = getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return __all__
