"""Replies of the older client: dictionaries of decoded JSON with attribute access."""

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
    """A dictionary whose keys are attributes too. If it wraps a single object, the keys of that object are as well."""

    def _target(self, name: str) -> dict[str, Any]:
        if name not in self and len(self) == 1:
            (only,) = self.values()
            if isinstance(only, dict):
                return only
        return self

    def __getattr__(self, name: str) -> Any:
        target = self._target(name)
        try:
            return target[name]
        except KeyError:
            pass
        raise AttributeError(f"the reply has no property {name!r}.{did_you_mean(name, target)}")

    def __setattr__(self, name: str, value: Any) -> None:
        self._target(name)[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self._target(name)[name]
        except KeyError:
            raise AttributeError(f"the reply has no property {name!r}") from None


class ListReply(Reply):
    """A reply with a list. Iteration returns its objects; ``keys()``, ``in``, ``[]``, ``items()`` are as in a dict."""

    def __iter__(self) -> Iterator[Any]:
        return iter(next((value for value in self.values() if isinstance(value, list)), ()))


def read(request: Request[Any], reply: WireReply) -> Any:
    """Decode the body of a successful reply.

    Raises:
        DecodingError: the body is not valid JSON.
    """
    if not reply.content.strip():
        return Reply(message="Success (empty response)")
    try:
        data = json.loads(reply.content, object_hook=Reply)
    except (ValueError, RecursionError):
        error = DecodingError(
            f"{request.method} {request.operation.path} answered {reply.status} with a body that is not valid JSON"
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
