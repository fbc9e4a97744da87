"""The handwritten code that generated packages import: models, validators, encoding, decoding, errors.

Code that every generated package needs is added here, so that generated modules contain only what differs.
"""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_runtime.client import AuthenticatedClient as AuthenticatedClient
    from timeback_runtime.client import Client as Client
    from timeback_runtime.messages import Iteration as Iteration
    from timeback_runtime.messages import Operation as Operation
    from timeback_runtime.messages import RawPage as RawPage
    from timeback_runtime.messages import Reply as Reply
    from timeback_runtime.messages import Request as Request
    from timeback_runtime.messages import Response as Response
    from timeback_runtime.model import Model as Model

_NAMES = {
    "AuthenticatedClient": "timeback_runtime.client",
    "Client": "timeback_runtime.client",
    "Iteration": "timeback_runtime.messages",
    "Model": "timeback_runtime.model",
    "Operation": "timeback_runtime.messages",
    "RawPage": "timeback_runtime.messages",
    "Reply": "timeback_runtime.messages",
    "Request": "timeback_runtime.messages",
    "Response": "timeback_runtime.messages",
}

__all__ = [
    "AuthenticatedClient",
    "Client",
    "Iteration",
    "Model",
    "Operation",
    "RawPage",
    "Reply",
    "Request",
    "Response",
]

__getattr__ = lazy(__name__, _NAMES)
