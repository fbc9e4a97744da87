"""Lists the objects of a collection of a server: by id where the server can, else by offset, or by ranges of ids."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Final

from timeback._pagination.id_filter import filter_has_room
from timeback._pagination.pages import AsyncPages, JSONPage
from timeback._pagination.paginator import as_plain_json
from timeback._pagination.paging import paginator_for
from timeback._pagination.prefetch import LOOP_ITERATIONS_TO_SEND
from timeback._resources.descriptors import as_iteration
from timeback._resources.naming import method_name
from timeback._spec.entities import Entity
from timeback._spec.identifiers import key_of
from timeback.errors import KeysetPagingError
from timeback.ranges import AsyncParallelPages, read_all_async
from timeback_runtime.decoding import expect_properties
from timeback_runtime.errors import APIError, BadRequestError, UnprocessableEntityError

if TYPE_CHECKING:
    from timeback._resources.descriptors import iterating, listing

PAGE_SIZES: Final = (3000, 500, 100, 20)
"""The maximum of the platform, and smaller sizes for servers that reject it."""
QTI_PAGE_SIZE: Final = 100


class ObjectListing:
    """The listing of one collection.

    Attributes:
        page_size: the number of objects to ask for in one request. It becomes smaller if the server rejects it.
    """

    def __init__(self, client: Any, entity: Entity, *, ranges: int) -> None:
        """Nothing is requested.

        Args:
            client: the async client.
            ranges: how many ranges of ids are read at once.
        """
        resource = getattr(getattr(client, entity.service), entity.resource)
        kind = type(resource)
        self._declared: iterating[..., Any] = inspect.getattr_static(kind, method_name("iter", kind._names))
        self._declared_page: listing[..., Any] = inspect.getattr_static(kind, method_name("list", kind._names))
        self._client, self._entity, self._ranges = client, entity, ranges
        self._has_ids_in_filter = entity.id_name == "sourcedId"
        self._pages_by_id = True
        self.page_size = PAGE_SIZES[0] if self._has_ids_in_filter else QTI_PAGE_SIZE

    def reduce_page_size(self) -> bool:
        """Use the next smaller page size. A server that accepted ``limit=1`` may have rejected the size of the page."""
        smaller = [size for size in PAGE_SIZES if size < self.page_size]
        self.page_size = smaller[0] if smaller else self.page_size
        return bool(smaller)

    async def page(self, **arguments: Any) -> JSONPage:
        """The objects of one request as plain JSON.

        Args:
            arguments: those of the method that lists objects.

        Raises:
            APIError: the request failed.
        """
        request, parse = as_plain_json(self._declared_page.build(**arguments))
        page = await self._client._session.call(request, request.read_page)
        expect_properties(page.items, parse)
        items: JSONPage = page.items
        return items

    async def pages(self, options: Mapping[str, Any]) -> AsyncGenerator[JSONPage, None]:
        """All objects as plain JSON, in pages that are not empty.

        Args:
            options: the arguments of the method that iterates, without those of paging.

        Raises:
            APIError: a request failed.
        """
        by_id = self._has_ids_in_filter and "sort" in options and _has_room(options.get("filter_expr"))
        received = False
        if by_id and self._ranges > 1:
            try:
                async with aclosing(self._pages_of_ranges(options)) as pages:
                    async for page in pages:
                        received = True
                        yield page
                return
            except (BadRequestError, UnprocessableEntityError, KeysetPagingError):
                if received:
                    raise
        async with aclosing(self._pages_in_order(options, by_id=by_id)) as pages:
            async for page in pages:
                yield page

    def _pages_of_ranges(self, options: Mapping[str, Any]) -> AsyncParallelPages:
        return read_all_async(
            self._client,
            self._entity.name,
            ranges=self._ranges,
            filter_expr=options.get("filter_expr"),
            fields=options.get("fields"),
            page_size=self.page_size,
        )

    async def _pages_in_order(self, options: Mapping[str, Any], *, by_id: bool) -> AsyncGenerator[JSONPage, None]:
        received, last = False, None
        refused: KeysetPagingError | None = None
        while True:
            keyset = by_id and self._pages_by_id
            pages = self._open(page_size=self.page_size, **options, **({"paging": "keyset"} if keyset else {}))
            # Where an iteration by id ended early, one by offset goes on: both are in the order of the server's sort.
            continue_after: str | None = last
            try:
                async for page in pages:
                    if continue_after is not None:
                        ids = [key_of(item) for item in page]
                        if continue_after not in ids:
                            continue
                        page = page[ids.index(continue_after) + 1 :]
                        continue_after = None
                        if not page:
                            continue
                    received = True
                    if keyset:
                        last = key_of(page[-1])
                    # Without this, a reader that never awaits would keep the event loop busy, and the next page would
                    # not be requested before this one is read.
                    for _ in range(LOOP_ITERATIONS_TO_SEND):
                        await asyncio.sleep(0)
                    yield page
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
                await pages.aclose()

    def _open(self, **arguments: Any) -> AsyncPages:
        session = self._client._session
        iteration = as_iteration(self._declared.build(**arguments))
        paginator = paginator_for(iteration, self._declared.default_sort(), session.settings.base_url)
        return AsyncPages(paginator, session.call)


def _has_room(filter_expr: Any) -> bool:
    return filter_has_room(None if filter_expr is None else str(filter_expr))
