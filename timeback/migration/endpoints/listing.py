"""Lists the objects of a collection of a server: by id where the server can, else by offset, or by ranges of ids."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any, Final

from timeback._pagination.id_filter import filter_has_room
from timeback._spec.entities import Entity
from timeback.errors import KeysetPagingError
from timeback.ranges import read_all_async
from timeback_runtime.errors import APIError, BadRequestError, UnprocessableEntityError

PAGE_SIZES: Final = (3000, 500, 100, 20)
"""The maximum of the platform, and smaller sizes for servers that reject it."""
QTI_PAGE_SIZE: Final = 100


class ObjectListing:
    """The listing of one collection.

    Attributes:
        page_size: the number of objects to ask for in one request. It becomes smaller if the server rejects it.
    """

    def __init__(self, client: Any, entity: Entity, iterate: Callable[..., Any], *, ranges: int) -> None:
        """Nothing is requested.

        Args:
            client: the async client.
            iterate: the method that iterates over the collection.
            ranges: how many ranges of ids are read at once.
        """
        self._client, self._entity, self._iterate, self._ranges = client, entity, iterate, ranges
        self._has_ids_in_filter = entity.id_name == "sourcedId"
        self._pages_by_id = True
        self.page_size = PAGE_SIZES[0] if self._has_ids_in_filter else QTI_PAGE_SIZE

    def reduce_page_size(self) -> bool:
        """Use the next smaller page size. A server that accepted ``limit=1`` may have rejected the size of the page."""
        smaller = [size for size in PAGE_SIZES if size < self.page_size]
        self.page_size = smaller[0] if smaller else self.page_size
        return bool(smaller)

    async def objects(self, options: Mapping[str, Any]) -> AsyncGenerator[Any, None]:
        """All objects, as models.

        Args:
            options: the arguments of the method that iterates, without those of paging.

        Raises:
            APIError: a request failed.
        """
        by_id = self._has_ids_in_filter and "sort" in options and _has_room(options.get("filter_expr"))
        received = False
        if by_id and self._ranges > 1:
            try:
                async with aclosing(self._objects_of_ranges(options)) as items:
                    async for item in items:
                        received = True
                        yield item
                return
            except (BadRequestError, UnprocessableEntityError, KeysetPagingError):
                if received:
                    raise
        async with aclosing(self._objects_in_order(options, by_id=by_id)) as items:
            async for item in items:
                yield item

    async def _objects_of_ranges(self, options: Mapping[str, Any]) -> AsyncGenerator[Any, None]:
        pages = read_all_async(
            self._client,
            self._entity.name,
            ranges=self._ranges,
            filter_expr=options.get("filter_expr"),
            fields=options.get("fields"),
            page_size=self.page_size,
        )
        async with aclosing(pages):
            async for page in pages:
                for value in page:
                    yield self._entity.model(value)

    async def _objects_in_order(self, options: Mapping[str, Any], *, by_id: bool) -> AsyncGenerator[Any, None]:
        received, last = False, None
        refused: KeysetPagingError | None = None
        while True:
            keyset = by_id and self._pages_by_id
            items = self._iterate(page_size=self.page_size, **options, **({"paging": "keyset"} if keyset else {}))
            # Where an iteration by id ended early, one by offset goes on: both are in the order of the server's sort.
            continue_after: str | None = last
            try:
                async for item in items:
                    if continue_after is not None:
                        continue_after = None if item.sourced_id == continue_after else continue_after
                        continue
                    received = True
                    if keyset:
                        last = item.sourced_id
                    yield item
                if continue_after is not None and refused is not None:
                    raise refused
                return
            except KeysetPagingError as error:
                if not keyset:
                    raise
                self._pages_by_id, refused = False, error
            except APIError as error:
                is_rejected = isinstance(error, (BadRequestError, UnprocessableEntityError))
                if received or not (is_rejected and self.reduce_page_size()):
                    raise
                # Perhaps the size of the page was rejected before, and not the filter.
                self._pages_by_id = True
            finally:
                await items.aclose()


def _has_room(filter_expr: Any) -> bool:
    return filter_has_room(None if filter_expr is None else str(filter_expr))
