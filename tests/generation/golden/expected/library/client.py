"""Clients for those who use this package without the facade."""

from timeback_api._core.client import AuthenticatedClient, Client

__all__ = ["AuthenticatedClient", "Client"]
