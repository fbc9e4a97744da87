"""One collection of one server, whatever its methods are called. Objects go in and out as dictionaries."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from functools import reduce
from typing import Any, Final

from timeback._resources.naming import method_name
from timeback._spec.entities import Entity
from timeback.filters import F
from timeback_runtime.errors import BadRequestError, NotFoundError, UnprocessableEntityError

PAGE_SIZES: Final = (3000, 500, 100)
"""The most that the platform gives at once, and what to ask for where a server refuses that."""
QTI_PAGE_SIZE: Final = 100

VERBS: Final = ("list", "iter", "get", "create", "update")
IN_ORDER: Final = {"sort": "sourcedId", "order_by": "asc"}


class Store:
    """Reads and writes one collection through a client's resource."""

    def __init__(self, client: Any, entity: Entity) -> None:
        resource = getattr(getattr(client, entity.service), entity.resource)
        methods = {verb: getattr(resource, method_name(verb, type(resource)._names)) for verb in VERBS}
        self.entity = entity
        self.sorts = entity.id_name == "sourcedId"
        self.filters = self.sorts
        self._page_size = PAGE_SIZES[0] if self.sorts else QTI_PAGE_SIZE
        self._list, self._iterate, self._get = methods["list"], methods["iter"], methods["get"]
        self._create, self._update = methods["create"], methods["update"]

    async def count(self, filter_expr: Any = None) -> int | None:
        """How many there are, as far as the server says; 0 only where there is none."""
        options = {"offset": 0, "filter_expr": filter_expr, **IN_ORDER} if self.sorts else {}
        page = await self._list(limit=1, **options)
        if not len(page):
            return 0
        total: int | None = page.total_count
        return None if total is None else max(total, 1)

    async def iterate(self, filter_expr: Any = None, **options: Any) -> AsyncGenerator[dict[str, Any], None]:
        """All of them, in the order of their ids, as far as the server can sort."""
        if self.sorts:
            options = {"filter_expr": filter_expr, **IN_ORDER, **options}
        while True:
            items = self._iterate(page_size=self._page_size, **options)
            seen = False
            try:
                async for item in items:
                    seen = True
                    yield item.to_dict()
                return
            except (BadRequestError, UnprocessableEntityError):
                if seen or not self._ask_for_less():
                    raise
            finally:
                await items.aclose()

    async def ids(self) -> AsyncGenerator[str, None]:
        """The ids of all of them."""
        options = {"fields": [self.entity.id_name]} if self.sorts else {}
        async with aclosing(self.iterate(**options)) as items:
            async for item in items:
                yield self.entity.id_of(item)

    async def after(self, sourced_id: str) -> list[dict[str, Any]]:
        """The next ones by id. Unlike pages by number these stay in place while others are created."""
        filter_expr = F.sourced_id > sourced_id if sourced_id else None
        while True:
            try:
                page = await self._list(limit=self._page_size, offset=0, filter_expr=filter_expr, **IN_ORDER)
            except (BadRequestError, UnprocessableEntityError):
                if not self._ask_for_less():
                    raise
            else:
                return [item.to_dict() for item in page]

    async def find(self, values: Mapping[str, str]) -> list[dict[str, Any]]:
        """Those with these values, at most as many as it takes to see that they are many."""
        condition = reduce(lambda all_, one: all_ & one, (F[name] == value for name, value in values.items()))
        return [item.to_dict() for item in await self._list(limit=20, offset=0, filter_expr=condition, **IN_ORDER)]

    def _ask_for_less(self) -> bool:
        """The server allowed one object, so what it refuses may be the size of the page."""
        smaller = [size for size in PAGE_SIZES if size < self._page_size]
        self._page_size = smaller[0] if smaller else self._page_size
        return bool(smaller)

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """The one of this id, None where there is none."""
        try:
            found: dict[str, Any] = (await self._get(sourced_id)).to_dict()
        except NotFoundError:
            return None
        return found

    async def create(self, value: dict[str, Any]) -> str | None:
        """Create it; the id that the server gave it, where it says so."""
        made = await self._create(_as_xml(value) if _is_item(self.entity, value) else self.entity.model(value))
        allocated = getattr(made, "allocated_sourced_id", None)
        return allocated if isinstance(allocated, str) else getattr(made, "identifier", None)

    async def update(self, sourced_id: str, value: dict[str, Any]) -> None:
        """Replace the one of this id."""
        if _is_item(self.entity, value):
            # Where it sees an interaction, the server writes the XML anew from what JSON can say of it.
            value = {name: one for name, one in value.items() if name != "interaction"}
        await self._update(sourced_id, self.entity.model(value))

    async def hold(self, sourced_id: str, value: dict[str, Any], made: dict[str, Any]) -> bool:
        """False: a server's objects can be changed later."""
        return False

    async def held(self, sourced_id: str) -> dict[str, Any] | None:
        """None."""
        return None


def _is_item(entity: Entity, value: Mapping[str, Any]) -> bool:
    return entity.name == "assessmentItems" and isinstance(value.get("rawXml"), str)


def _as_xml(value: Mapping[str, Any]) -> dict[str, Any]:
    """The item as QTI: its JSON form loses parts of some interactions."""
    more = {"metadata": value["metadata"]} if value.get("metadata") else {}
    return {"format": "xml", "xml": value["rawXml"], **more}
