"""The body of a request, read within a limit."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from timeback.sandbox.errors import ApiError

__all__ = ["read_body", "read_object"]

_TOO_LARGE = 10_000_000
# A client reads an answer only once it has sent its body, so what is too large is read to the end, up to here.
_LARGEST_DRAINED = 64 * 1024 * 1024


async def read_body(request: Request) -> bytes:
    """The whole body; 413 where it has 10 MB or more."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size < _TOO_LARGE:
            chunks.append(chunk)
        elif size > _LARGEST_DRAINED:
            break
        else:
            chunks.clear()
    if size >= _TOO_LARGE:
        told = f"The body has {_TOO_LARGE // 1_000_000} MB or more, which is too large."
        raise ApiError(413, told, headers={"Connection": "close"})
    return b"".join(chunks)


async def read_object(request: Request) -> dict[str, Any]:
    """A body that is a JSON object.

    Raises:
        ValueError: it is none.
    """
    try:
        value = json.loads(await read_body(request))
    except RecursionError:
        raise ValueError("the body is nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("the body must be a JSON object")
    return value
