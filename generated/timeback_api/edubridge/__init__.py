"""EduBridge: Enrollment by course, analytics of students, subject tracks and learning reports."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_runtime.client import AuthenticatedClient as AuthenticatedClient
    from timeback_runtime.client import Client as Client

__all__ = ["AuthenticatedClient", "Client"]

__getattr__ = lazy(__name__, dict.fromkeys(__all__, "timeback_runtime.client"))
