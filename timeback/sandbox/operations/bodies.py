"""Reads request bodies, with a size limit, and completes the objects in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from timeback.sandbox.errors import ApiError
from timeback.sandbox.spec.openapi import Operation
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["BodyCompletion", "read_body", "read_object"]

_TOO_LARGE = 10_000_000  # bytes
# Clients read the response after they have sent the whole body, so a body that is too large is read up to this limit.
_MAX_DRAINED = 64 * 1024 * 1024


async def read_body(request: Request) -> bytes:
    """Read the whole body.

    Raises:
        ApiError: 413; the body has 10 MB or more.
    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size < _TOO_LARGE:
            chunks.append(chunk)
        elif size > _MAX_DRAINED:
            break
        else:
            chunks.clear()
    if size >= _TOO_LARGE:
        problem = f"body: must be smaller than {_TOO_LARGE // 1_000_000} MB."
        raise ApiError(413, problem, headers={"Connection": "close"})
    return b"".join(chunks)


async def read_object(request: Request) -> dict[str, Any]:
    """Read a body that is a JSON object.

    Raises:
        ValueError: it is not a JSON object.
    """
    try:
        value = json.loads(await read_body(request))
    except RecursionError:
        raise ValueError("the body is nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("the body must be a JSON object")
    return value


class BodyCompletion:
    """Completes the objects of a body before it is validated.

    The schemas of the OneRoster standard require what clients leave to the server, such as the time of the last change
    and the address in each reference.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def complete(self, operation: Operation, path: Mapping[str, str], body: dict[str, Any]) -> dict[str, Any]:
        """The body with its objects as they would be stored."""
        wrapper = operation.wrapped[0] if operation.wrapped else ""
        held, entity, own = body.get(wrapper), operation.entity, operation.own_parameter
        if entity is None:
            return body

        def completed(value: StoredObject) -> StoredObject:
            named = {} if own is None else {"sourcedId": path[own]}
            return self._store.completed(entity, {**named, **value})

        if isinstance(held, dict):
            return {**body, wrapper: completed(held)}
        if isinstance(held, list):
            return {**body, wrapper: [completed(each) if isinstance(each, dict) else each for each in held]}
        return body
