"""Replies: dictionaries as the server sent them, whose attributes reach the object inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from timeback_runtime.errors import DecodingError
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback_runtime.messages import Reply as WireReply
    from timeback_runtime.messages import Request


class Reply(dict[str, Any]):
    """A dictionary in every way. Attributes reach its own keys, else those of the one object that it wraps."""

    def _inside(self, name: str) -> dict[str, Any]:
        if name not in self and len(self) == 1:
            (only,) = self.values()
            if isinstance(only, dict):
                return only
        return self

    def __getattr__(self, name: str) -> Any:
        inside = self._inside(name)
        try:
            return inside[name]
        except KeyError:
            pass
        raise AttributeError(f"the reply has no property {name!r}.{did_you_mean(name, inside)}")

    def __setattr__(self, name: str, value: Any) -> None:
        self._inside(name)[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self._inside(name)[name]
        except KeyError:
            raise AttributeError(f"the reply has no property {name!r}") from None


class ListReply(Reply):
    """A reply of a list: iterating gives its objects. ``keys()``, ``in``, ``[]`` and ``items()`` are a dictionary's."""

    def __iter__(self) -> Iterator[Any]:
        return iter(next((value for value in self.values() if isinstance(value, list)), ()))


def read(request: Request[Any], reply: WireReply) -> Any:
    """The decoded body of a successful reply."""
    if not reply.content.strip():
        return Reply(message="Success (empty response)")
    try:
        data = json.loads(reply.content, object_hook=Reply)
    except (ValueError, RecursionError):
        error = DecodingError(
            f"{request.method} {request.operation.path} answered {reply.status} with a body that is no JSON"
            + ("; is this the address of the API?" if reply.media_type == "text/html" else ""),
            method=request.method,
            path=request.operation.path,
            attempts=reply.attempts,
            request_id=reply.request_id,
        )
        error.status = reply.status
        raise error from None
    reader = request.operation.decoder(reply.status)
    if (
        isinstance(data, Reply)
        and reader is not None
        and any(isinstance(data.get(name), list) for name in reader.collection)
    ):
        return ListReply(data)
    return data
