"""A server on this machine that behaves like the TimeBack platform, for demos and tests.

with Sandbox(users=200, seed=1) as box:
    client = box.client()
"""

from __future__ import annotations

try:
    import jsonschema_rs as _jsonschema_rs  # noqa: F401
    import starlette as _starlette  # noqa: F401
    import uvicorn as _uvicorn  # noqa: F401
except ImportError as _error:
    raise ImportError(
        f"the sandbox needs the package {_error.name}; install it with: pip install timeback-client[sandbox]",
        name=_error.name,
    ) from _error

from .box import Sandbox
from .faults import Fault
from .middleware import SandboxRequest
from .store import Store

__all__ = ["Fault", "Sandbox", "SandboxRequest", "Store"]
