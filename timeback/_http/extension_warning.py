"""The warning at a client's first call of an extension of the platform that goes to another provider."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from timeback.errors import ExtensionWarning
from timeback.settings.environments import environment_of, host_of, is_loopback
from timeback_runtime.frames import warn_caller

if TYPE_CHECKING:
    from timeback_runtime.messages import Operation


class ExtensionNotice:
    """Gives the warning once for a client, in whichever of its threads the call is made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # The services whose host is known. Each has one address, so that later calls need no look at the URL.
        self._checked: set[str] = set()
        self._has_warned = False

    def check(self, operation: Operation, url: str) -> None:
        """Warn if a call of an extension goes neither to the platform nor to this machine."""
        service = operation.package.name
        if service in self._checked:
            return
        with self._lock:
            self._checked.add(service)
            host = host_of(url)
            if self._has_warned or is_loopback(host) or environment_of(url) is not None:
                return
            self._has_warned = True
        warn_caller(
            f"{operation.method} {operation.path} is an extension of the platform: {host} is another provider and may "
            "answer 404 or 405; use only operations of OneRoster 1.2 with it, or ignore ExtensionWarning",
            ExtensionWarning,
        )
