"""How one declared line becomes a method, in sync and in async.

    class _Users:
        get_user = operation(get_user.build)

    class Users(_Users, SyncResource): ...              # get_user("id") -> User
    class AsyncUsers(_Users, AsyncResource): ...        # get_user("id") -> Coroutine[..., User]

A line's types, parameters and text are those of the generated ``build``; what differs is who sends it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Self, TypeVar, get_args, overload

from timeback._ahead import AsyncListing, Listing
from timeback._many import Each, each_of, each_of_async
from timeback._walk import Walk
from timeback.page import AsyncPage, Page

if TYPE_CHECKING:
    from timeback._http.session import AsyncSession, SyncSession
    from timeback._raw import AsyncRawView, RawView
    from timeback_api._core.wire import Iteration, Request

P = ParamSpec("P")
T = TypeVar("T")

Steps = Generator[Any, Any, T]
"""What a recipe is: it yields requests, is sent their results, and returns T."""


class SyncResource:
    """The operations on one collection, for threads."""

    def __init__(self, session: SyncSession) -> None:
        self._session = session

    @functools.cached_property
    def with_raw_response(self) -> RawView:
        """The same methods, each giving status, headers and the parsed object: ``with_raw_response.get_user("u1")``."""
        from timeback._raw import RawView

        return RawView(self)

    def _run(self, steps: Generator[Any, Any, T]) -> T:
        """Carry out a recipe: each request that it yields is sent, and its result sent back into it."""
        call = self._session.call
        try:
            step = next(steps)
            while True:
                try:
                    if isinstance(step, Each):
                        outcome: Any = each_of(step, lambda request: call(request, request.read))
                    else:
                        outcome = call(step, step.read)
                except Exception as error:  # noqa: BLE001 - the recipe decides what becomes of it
                    step = steps.throw(error)
                else:
                    step = steps.send(outcome)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    def _fetch_page(self, request: Request[list[T]]) -> Page[T]:
        return Page(request, self._session.call(request, request.read_page), self._fetch_page)

    def _iterate(self, first: Iteration[T], order: str | None = None) -> Iterator[T]:
        return Listing(Walk(first, order, self._session.settings.address), self._session.call)


class AsyncResource:
    """The operations on one collection, for an event loop."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @functools.cached_property
    def with_raw_response(self) -> AsyncRawView:
        """The same methods, each giving status, headers and the parsed object."""
        from timeback._raw import AsyncRawView

        return AsyncRawView(self)

    async def _run(self, steps: Generator[Any, Any, T]) -> T:
        """Carry out a recipe, as ``SyncResource._run`` does."""
        call = self._session.call
        try:
            step = next(steps)
            while True:
                try:
                    if isinstance(step, Each):
                        outcome: Any = await each_of_async(step, lambda request: call(request, request.read))
                    else:
                        outcome = await call(step, step.read)
                except Exception as error:  # noqa: BLE001
                    step = steps.throw(error)
                else:
                    step = steps.send(outcome)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    async def _fetch_page(self, request: Request[list[T]]) -> AsyncPage[T]:
        return AsyncPage(request, await self._session.call(request, request.read_page), self._fetch_page)

    def _iterate(self, first: Iteration[T], order: str | None = None) -> AsyncIterator[T]:
        return AsyncListing(Walk(first, order, self._session.settings.address), self._session.call)


class _Declared(Generic[P, T]):
    """A declared line. The method is made when it is first touched, and kept by the resource.

    Attributes:
        build: the generated function that the line stands for.
    """

    def __init__(self, build: Callable[P, Any]) -> None:
        self.build = build
        self._name = build.__name__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def _bind(self, resource: SyncResource | AsyncResource) -> Any:
        method = self._sync(resource) if isinstance(resource, SyncResource) else self._async(resource)
        method.__name__ = self._name
        method.__qualname__ = f"{type(resource).__name__}.{self._name}"
        method.__module__ = type(resource).__module__
        method.__doc__ = self.build.__doc__
        signature = inspect.signature(self.build)
        # build's annotation is Request[User], Request[list[User]] or Iteration[User].
        promised = get_args(signature.return_annotation)[0]
        method.__signature__ = signature.replace(
            return_annotation=self._promise(promised, isinstance(resource, SyncResource))
        )
        resource.__dict__[self._name] = method
        return method

    def _sync(self, resource: SyncResource) -> Any:
        raise NotImplementedError  # pragma: no cover

    def _async(self, resource: AsyncResource) -> Any:
        raise NotImplementedError  # pragma: no cover

    def _promise(self, promised: Any, sync: bool) -> Any:
        raise NotImplementedError  # pragma: no cover


class operation(_Declared[P, T]):  # noqa: N801 - reads as a keyword in declarations
    """One call, one result."""

    def __init__(self, build: Callable[P, Request[T]]) -> None:
        super().__init__(build)

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, T]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self if resource is None else self._bind(resource)

    def _sync(self, resource: SyncResource) -> Any:
        build, call = self.build, resource._session.call

        def method(*args: P.args, **kwargs: P.kwargs) -> T:
            request: Request[T] = build(*args, **kwargs)
            return call(request, request.read)

        return method

    def _async(self, resource: AsyncResource) -> Any:
        build, call = self.build, resource._session.call

        async def method(*args: P.args, **kwargs: P.kwargs) -> T:
            request: Request[T] = build(*args, **kwargs)
            return await call(request, request.read)

        return method

    def _promise(self, promised: Any, sync: bool) -> Any:
        return promised if sync else Coroutine[Any, Any, promised]


class listing(_Declared[P, T]):  # noqa: N801
    """One page of a listing."""

    def __init__(self, build: Callable[P, Request[list[T]]]) -> None:
        super().__init__(build)

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, Page[T]]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, Coroutine[Any, Any, AsyncPage[T]]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self if resource is None else self._bind(resource)

    def _sync(self, resource: SyncResource) -> Any:
        build, fetch = self.build, resource._fetch_page

        def method(*args: P.args, **kwargs: P.kwargs) -> Page[T]:
            return fetch(build(*args, **kwargs))

        return method

    def _async(self, resource: AsyncResource) -> Any:
        build, fetch = self.build, resource._fetch_page

        async def method(*args: P.args, **kwargs: P.kwargs) -> AsyncPage[T]:
            return await fetch(build(*args, **kwargs))

        return method

    def _promise(self, promised: Any, sync: bool) -> Any:
        (item,) = get_args(promised)
        return GenericAlias(Page, item) if sync else GenericAlias(Coroutine, (Any, Any, GenericAlias(AsyncPage, item)))


class iterating(_Declared[P, T]):  # noqa: N801
    """A listing to its end, page after page as they are needed; at most two pages ahead of its reader."""

    def __init__(self, build: Callable[P, Iteration[T]]) -> None:
        super().__init__(build)

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, Iterator[T]]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, AsyncIterator[T]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self if resource is None else self._bind(resource)

    def _order(self) -> str | None:
        """What a listing by offset is sorted by where the caller says nothing; None where it cannot be sorted."""
        arguments = self.build.__kwdefaults__ or {}
        return "sourcedId" if arguments.keys() >= {"offset", "sort"} else None

    # The walk is made before the first item is asked for, so that a wrong argument is told where it stands.
    def _sync(self, resource: SyncResource) -> Any:
        build, iterate, order = self.build, resource._iterate, self._order()

        def method(*args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
            return iterate(build(*args, **kwargs), order)

        return method

    def _async(self, resource: AsyncResource) -> Any:
        build, iterate, order = self.build, resource._iterate, self._order()

        def method(*args: P.args, **kwargs: P.kwargs) -> AsyncIterator[T]:
            return iterate(build(*args, **kwargs), order)

        return method

    def _promise(self, promised: Any, sync: bool) -> Any:
        return Iterator[promised] if sync else AsyncIterator[promised]


class _Written(Generic[P, T]):
    """A method that is written out, once for both worlds."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def _bind(self, resource: SyncResource | AsyncResource, run: Callable[[Any], Any]) -> Any:
        function = self._function

        @functools.wraps(function)
        def method(*args: P.args, **kwargs: P.kwargs) -> Any:
            return run(function(resource, *args, **kwargs))

        signature = inspect.signature(function)
        method.__signature__ = signature.replace(  # type: ignore[attr-defined]
            parameters=list(signature.parameters.values())[1:],
            return_annotation=_promised(signature.return_annotation),
        )
        return method


class recipe(_Written[P, T]):  # noqa: N801
    """A method of several calls: a generator that yields requests and is sent their results.

    An error is thrown into it where the request was yielded.
    """

    def __init__(self, steps: Callable[Concatenate[Any, P], Generator[Any, Any, T]]) -> None:
        super().__init__(steps)

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, T]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self if resource is None else self._bind(resource, resource._run)


class walking(_Written[P, T]):  # noqa: N801
    """A listing to its end whose first request is put together by a method."""

    def __init__(self, first: Callable[Concatenate[Any, P], Iteration[T]]) -> None:
        super().__init__(first)

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, Iterator[T]]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, AsyncIterator[T]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self if resource is None else self._bind(resource, resource._iterate)


def _promised(annotation: Any) -> Any:
    """``T`` of ``Steps[T]`` or ``Iteration[T]``: what the caller is told of."""
    if isinstance(annotation, str):
        return annotation.partition("[")[2].removesuffix("]")
    return annotation
