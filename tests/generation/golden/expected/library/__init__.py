"""Library: Books, and those who borrow them."""

from typing import TYPE_CHECKING

from timeback_api._core.lazy import lazy

if TYPE_CHECKING:
    from timeback_api._core.client import AuthenticatedClient as AuthenticatedClient
    from timeback_api._core.client import Client as Client

__all__ = ["AuthenticatedClient", "Client"]

__getattr__ = lazy(__name__, dict.fromkeys(__all__, "timeback_api._core.client"))
