"""Properties of a body that its document does not define: they are sent, and reported to whoever sends the request.

The body is built before it is known which client sends it, so ``JsonBody`` carries the names to the client.
"""

from __future__ import annotations

import threading
from typing import Literal

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import warn_caller

UnknownProperties = Literal["warn", "allow", "refuse"]
SAMPLE = 8
"""How many objects of a received list are looked at for properties that the document does not define."""


class UnknownPropertyWarning(UserWarning):
    """A dictionary that is written contains a property that the document does not define. It is sent unchanged.

    The warning is given once in a process. The setting ``unknown_properties`` turns it off, or into an error.
    """


class JsonBody(bytes):
    """A JSON body that contains properties that the document does not define."""

    unknown: tuple[str, ...] = ()
    """A sentence about each of them."""


_lock = threading.Lock()
_has_warned = False


def check_body(content: bytes | None, policy: UnknownProperties = "warn") -> None:
    """Warn of the unknown properties of a body, or refuse it.

    Raises:
        InvalidRequestError: the policy is ``refuse``, and the body has unknown properties.
    """
    global _has_warned
    if not isinstance(content, JsonBody) or policy == "allow":
        return
    found = "; ".join(content.unknown)
    if policy == "refuse":
        raise InvalidRequestError(f"{found} (unknown_properties='refuse')")
    with _lock:
        if _has_warned:
            return
        _has_warned = True
    warn_caller(
        f"{found} It is sent unchanged. This warning is given once: other dictionaries may have such properties too. "
        "Pass unknown_properties='allow' to the client to send them without it, or 'refuse' to get an error",
        UnknownPropertyWarning,
    )
