"""SyncResource and AsyncResource: base classes of resources, which send requests through the client's session."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Awaitable, Iterator
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar, cast

from timeback._http.generators import run_generator, run_generator_async
from timeback._pagination.paginator import Paginator
from timeback._pagination.prefetch import AsyncListing, Listing
from timeback._resources.batch import PageRequest, RequestBatch, send_batch, send_batch_async
from timeback._resources.declared_method import Resource
from timeback.page import AsyncPage, Page
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from typing import Any

    from timeback._http.session import AsyncSession, SyncSession
    from timeback._resources.batch import RequestGenerator
    from timeback._resources.raw_response import AsyncRawMethods, RawMethods
    from timeback_runtime.messages import Iteration, Request

T = TypeVar("T")


class SyncResource(Resource):
    """The methods on one collection, for threads."""

    _is_async: ClassVar[bool] = False
    _session: SyncSession

    def __init__(self, session: SyncSession) -> None:
        self._session = session

    # Type checkers see the class of the resource, which has the same method names; the overloads of each descriptor's
    # ``__get__`` for access on a class give the types of the raw responses.
    @property
    def with_raw_response(self) -> type[Self]:
        """The same methods, returning status, headers and the parsed object: ``with_raw_response.get_user("u1")``.

        Only methods that make exactly one request are available: no ``iter_*`` and no ``get_many``, for example.
        """
        return cast("type[Self]", self._raw_methods)

    @functools.cached_property
    def _raw_methods(self) -> RawMethods:
        from timeback._resources.raw_response import RawMethods

        return RawMethods(self)

    def _run(self, generator: RequestGenerator[T]) -> T:
        """Run a multi-request method: send each request that it yields, and send the result back into it."""
        call = self._session.call

        def execute(step: Request[Any] | PageRequest | RequestBatch) -> Any:
            if isinstance(step, RequestBatch):
                return send_batch(step, lambda request: call(request, request.read))
            if isinstance(step, PageRequest):
                return call(step.request, step.request.read_page)
            return call(step, step.read)

        return run_generator(generator, execute)

    def _fetch_page(self, request: Request[list[T]]) -> Page[T]:
        return Page(request, self._session.call(request, request.read_page), self._fetch_page)

    def _iterate(self, iteration: Iteration[T], default_sort: str | None = None) -> Iterator[T]:
        return Listing(Paginator(iteration, default_sort, self._session.settings.base_url), self._session.call)


class AsyncResource(Resource):
    """The methods on one collection, for an event loop."""

    _is_async: ClassVar[bool] = True
    _session: AsyncSession

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @property
    def with_raw_response(self) -> type[Self]:
        """The same methods, each returning an awaitable of status, headers and the parsed object."""
        return cast("type[Self]", self._raw_methods)

    @functools.cached_property
    def _raw_methods(self) -> AsyncRawMethods:
        from timeback._resources.raw_response import AsyncRawMethods

        return AsyncRawMethods(self)

    @clears_locals
    async def _run(self, generator: RequestGenerator[T]) -> T:
        """Run a multi-request method, as ``SyncResource._run`` does."""
        call = self._session.call

        def execute(step: Request[Any] | PageRequest | RequestBatch) -> Awaitable[Any]:
            if isinstance(step, RequestBatch):
                return send_batch_async(step, lambda request: call(request, request.read))
            if isinstance(step, PageRequest):
                return call(step.request, step.request.read_page)
            return call(step, step.read)

        return await run_generator_async(generator, execute)

    async def _fetch_page(self, request: Request[list[T]]) -> AsyncPage[T]:
        return AsyncPage(request, await self._session.call(request, request.read_page), self._fetch_page)

    def _iterate(self, iteration: Iteration[T], default_sort: str | None = None) -> AsyncIterator[T]:
        return AsyncListing(Paginator(iteration, default_sort, self._session.settings.base_url), self._session.call)
