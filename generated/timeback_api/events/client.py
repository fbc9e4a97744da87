"""HTTP clients for the functions of this package, without the facade."""

from timeback_runtime.client import AuthenticatedClient, Client

__all__ = ["AuthenticatedClient", "Client"]
