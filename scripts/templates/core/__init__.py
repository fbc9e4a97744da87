"""What the generated packages share: requests and replies, models, checks, errors, and a plain client."""

from typing import TYPE_CHECKING

from .lazy import lazy

if TYPE_CHECKING:
    from .client import AuthenticatedClient as AuthenticatedClient
    from .client import Client as Client
    from .model import Model as Model
    from .wire import Iteration as Iteration
    from .wire import Operation as Operation
    from .wire import RawPage as RawPage
    from .wire import Reply as Reply
    from .wire import Request as Request
    from .wire import Response as Response

_NAMES = {
    "AuthenticatedClient": ".client",
    "Client": ".client",
    "Iteration": ".wire",
    "Model": ".model",
    "Operation": ".wire",
    "RawPage": ".wire",
    "Reply": ".wire",
    "Request": ".wire",
    "Response": ".wire",
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
