"""Reads collections by ranges, with the sync or the async client, as tests of both want it."""

from __future__ import annotations

import asyncio
from typing import Any

from timeback import ranges


class RangeReader:
    """Plans and reads with either client.

    box: what makes the clients: ``client()`` and ``async_client()``
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def plan(self, box: Any, collection: str, count: int, **arguments: Any) -> list[ranges.Range]:
        if self.kind == "sync":
            with box.client() as client:
                return ranges.plan(client, collection, count, **arguments)

        async def run() -> list[ranges.Range]:
            async with box.async_client() as client:
                return await ranges.plan_async(client, collection, count, **arguments)

        return asyncio.run(run())

    def read(self, box: Any, range_: ranges.Range, **arguments: Any) -> list[dict[str, Any]]:
        if self.kind == "sync":
            with box.client() as client:
                return [item for page in ranges.read(client, range_, **arguments) for item in page]

        async def run() -> list[dict[str, Any]]:
            async with box.async_client() as client:
                return [item async for page in ranges.read_async(client, range_, **arguments) for item in page]

        return asyncio.run(run())

    def read_all(self, box: Any, collection: str, **arguments: Any) -> list[dict[str, Any]]:
        if self.kind == "sync":
            with box.client() as client:
                return [item for page in ranges.read_all(client, collection, **arguments) for item in page]

        async def run() -> list[dict[str, Any]]:
            async with box.async_client() as client:
                return [item async for page in ranges.read_all_async(client, collection, **arguments) for item in page]

        return asyncio.run(run())

    def ids(self, box: Any, collection: str = "users", **arguments: Any) -> list[str]:
        """Returns the ids of a whole collection, in order."""
        return sorted(item["sourcedId"] for item in self.read_all(box, collection, **arguments))
