"""One collection of one server, whatever its methods are called."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any, Final

from timeback.filters import F
from timeback_api._core.errors import BadRequestError, NotFoundError, UnprocessableEntityError
from timeback_api._core.model import Model

PAGE_SIZES: Final = (3000, 500, 100)
"""The most that the platform gives at once, and what to ask for where a server refuses that."""

IN_ORDER: Final = {"sort": "sourcedId", "order_by": "asc"}


class Store:
    """Reads and writes one collection through a client's resource."""

    def __init__(self, resource: Any, entity: str, singular: str, plural: str) -> None:
        self.entity = entity
        self._page_size = PAGE_SIZES[0]
        self._list = getattr(resource, f"list_{plural}")
        self._iterate = getattr(resource, f"iter_{plural}")
        self._get = getattr(resource, f"get_{singular}")
        self._create = getattr(resource, f"create_{singular}")
        self._update = getattr(resource, f"update_{singular}")

    async def count(self, filter_expr: Any = None) -> int | None:
        """How many there are, as far as the server says; 0 only where there is none."""
        page = await self._list(limit=1, offset=0, filter_expr=filter_expr, **IN_ORDER)
        if not len(page):
            return 0
        total: int | None = page.total_count
        return None if total is None else max(total, 1)

    async def iterate(self, filter_expr: Any = None, **options: Any) -> AsyncGenerator[Model, None]:
        """All of them, in the order of their ids, as far as the server can sort."""
        while True:
            items = self._iterate(page_size=self._page_size, filter_expr=filter_expr, **IN_ORDER, **options)
            seen = False
            try:
                async for item in items:
                    seen = True
                    yield item
                return
            except (BadRequestError, UnprocessableEntityError):
                if seen or not self._ask_for_less():
                    raise
            finally:
                await items.aclose()

    async def after(self, sourced_id: str) -> list[Model]:
        """The next ones by id. Unlike pages by number these stay in place while others are created."""
        filter_expr = F.sourced_id > sourced_id if sourced_id else None
        while True:
            try:
                return list(await self._list(limit=self._page_size, offset=0, filter_expr=filter_expr, **IN_ORDER))
            except (BadRequestError, UnprocessableEntityError):
                if not self._ask_for_less():
                    raise

    def _ask_for_less(self) -> bool:
        """The server allowed one object, so what it refuses may be the size of the page."""
        smaller = [size for size in PAGE_SIZES if size < self._page_size]
        self._page_size = smaller[0] if smaller else self._page_size
        return bool(smaller)

    async def get(self, sourced_id: str) -> Model | None:
        """The one of this id, None where there is none."""
        try:
            found: Model = await self._get(sourced_id)
        except NotFoundError:
            return None
        return found

    async def create(self, model: Model) -> str | None:
        """Create it; the id that the server gave it."""
        pair = await self._create(model)
        allocated: str | None = getattr(pair, "allocated_sourced_id", None)
        return allocated

    async def update(self, sourced_id: str, model: Model) -> None:
        """Replace the one of this id."""
        await self._update(sourced_id, model)


def users_of(client: Any) -> Store:
    """The users of a client's server."""
    return Store(client.rostering.users, "users", "user", "users")


def orgs_of(client: Any) -> Store:
    """The organisations of a client's server."""
    return Store(client.rostering.orgs, "orgs", "org", "orgs")
