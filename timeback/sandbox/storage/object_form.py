"""How a server stores objects: the properties that it adds or changes, which depend on the kind of server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import attrs

__all__ = ["Complete", "ObjectForm"]

Complete: TypeAlias = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""Takes the name of a collection and an object, and returns the object as it is stored. Its input is unchanged."""


def _unchanged(_: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return dict(value)


@attrs.frozen(eq=False)
class ObjectForm:
    """The form of the stored objects.

    provider: the kind of server. The objects of one kind cannot be read by another.
    origin: the address of the server, which is in the addresses of objects
    complete: completes an object
    """

    provider: str = "platform"
    origin: str = ""
    complete: Complete = _unchanged
