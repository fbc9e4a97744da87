"""SyncResource and AsyncResource: base classes of resources, which send requests through the client's session.

What only some methods need, such as pages and batches, is imported when one of them is called: the first call of a
process should load no more than itself.
"""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar, cast

from timeback._http.generators import run_generator, run_generator_async
from timeback._resources.declared_method import Resource
from timeback_runtime.frames import clears_locals
from timeback_runtime.lazy import lazy_module
from timeback_runtime.messages import Request

if TYPE_CHECKING:
    import asyncio
    from typing import Any

    from timeback._http.session import AsyncSession, SyncSession
    from timeback._resources.batch import RequestGenerator, Step
    from timeback._resources.raw_response import AsyncRawMethods, RawMethods
    from timeback.page import AsyncPage, Page
    from timeback_runtime.messages import Iteration
else:
    asyncio = lazy_module("asyncio")

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
        return run_generator(generator, self._execute)

    def _execute(self, step: Step) -> Any:
        if isinstance(step, Request):
            return self._session.call(step, step.read)
        from timeback._resources.batch import Batch, Blocking, PageRequest, Pause
        from timeback._resources.sync_batch import run_batch

        if isinstance(step, PageRequest):
            return self._session.call(step.request, step.request.read_page)
        if isinstance(step, Pause):
            return self._session.sleep(step.seconds)
        if isinstance(step, Blocking):
            return step.function()
        return run_batch(step, self._session, _executor) if isinstance(step, Batch) else self._run(step)

    def _fetch_page(self, request: Request[list[T]]) -> Page[T]:
        from timeback.page import Page

        return Page(request, self._session.call(request, request.read_page), self._fetch_page)

    def _iterate(self, iteration: Iteration[T], default_sort: str | None = None) -> Iterator[T]:
        from timeback._pagination.paging import paginator_for
        from timeback._pagination.prefetch import Listing

        return Listing(paginator_for(iteration, default_sort, self._session.settings.base_url), self._session.call)


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
        return await run_generator_async(generator, self._execute)

    def _execute(self, step: Step) -> Awaitable[Any]:
        if isinstance(step, Request):
            return self._session.call(step, step.read)
        from timeback._resources.batch import Batch, Blocking, PageRequest, Pause, run_batch_async

        if isinstance(step, PageRequest):
            return self._session.call(step.request, step.request.read_page)
        if isinstance(step, Pause):
            return self._session.sleep(step.seconds)
        if isinstance(step, Blocking):
            return asyncio.to_thread(step.function)
        return run_batch_async(step, self._execute) if isinstance(step, Batch) else self._run(step)

    async def _fetch_page(self, request: Request[list[T]]) -> AsyncPage[T]:
        from timeback.page import AsyncPage

        return AsyncPage(request, await self._session.call(request, request.read_page), self._fetch_page)

    def _iterate(self, iteration: Iteration[T], default_sort: str | None = None) -> AsyncIterator[T]:
        from timeback._pagination.paging import paginator_for
        from timeback._pagination.prefetch import AsyncListing

        paginator = paginator_for(iteration, default_sort, self._session.settings.base_url)
        return AsyncListing(paginator, self._session.call)


def _executor(session: SyncSession | AsyncSession) -> Callable[[Any], Any]:
    """Return the function that executes a step of a multi-request method through a session."""
    from timeback._http.session import AsyncSession

    return AsyncResource(session)._execute if isinstance(session, AsyncSession) else SyncResource(session)._execute
