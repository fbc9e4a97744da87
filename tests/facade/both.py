"""Calls of a method of a collection with the sync or the async client, and users to create with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from timeback.sandbox import Sandbox


def user(sourced_id: str, **changes: Any) -> dict[str, Any]:
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "o1"}}
    names = {"givenName": "Zoë", "familyName": "Lovelace", "username": sourced_id, "email": f"{sourced_id}@example.org"}
    return {"sourcedId": sourced_id, "status": "active", "enabledUser": True, "roles": [role], **names, **changes}


class Both:
    """Calls a method of a collection with the sync or the async client; returns an iterator as a list."""

    def __init__(self, box: Sandbox, kind: str, **settings: Any) -> None:
        self.box, self.kind = box, kind
        self._settings = {"max_retries": 0, **settings}

    def using(self, **settings: Any) -> Both:
        """The same with other settings of the client."""
        return Both(self.box, self.kind, **settings)

    def __call__(self, path: str, *arguments: Any, **named: Any) -> Any:
        if self.kind == "async":
            return asyncio.run(self._call(path, arguments, named))
        with self.box.client(**self._settings) as client:
            return _listed(_method(client, path)(*arguments, **named))

    async def _call(self, path: str, arguments: Any, named: Any) -> Any:
        async with self.box.async_client(**self._settings) as client:
            result = _method(client, path)(*arguments, **named)
            return [item async for item in result] if isinstance(result, AsyncIterator) else await result


def _method(client: Any, path: str) -> Callable[..., Any]:
    for name in path.split("."):
        client = getattr(client, name)
    found: Callable[..., Any] = client
    return found


def _listed(result: Any) -> Any:
    return list(result) if isinstance(result, Iterator) else result
