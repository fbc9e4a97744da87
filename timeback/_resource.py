"""How one declared line becomes a method, in sync and in async.

    class _Users:
        get_user = operation(get_user.build)

    class Users(_Users, SyncResource): ...              # get_user("id") -> User
    class AsyncUsers(_Users, AsyncResource): ...        # get_user("id") -> Coroutine[..., User]

A line's types, parameters and text are those of the generated ``build``; what differs is who sends it.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from difflib import get_close_matches
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Generic, NoReturn, ParamSpec, Self, TypeVar, get_args, overload

from timeback.page import AsyncPage, Page, Walk

if TYPE_CHECKING:
    from timeback._http.session import AsyncSession, SyncSession
    from timeback_api._core.wire import Iteration, Reply, Request

P = ParamSpec("P")
T = TypeVar("T")


class SyncResource:
    """The operations on one collection, for threads."""

    def __init__(self, session: SyncSession) -> None:
        self._session = session

    def _fetch_page(self, request: Request[list[T]]) -> Page[T]:
        return Page(request, self._session.call(request, request.read_page), self._fetch_page)

    def _iterate(self, walk: Walk[T]) -> Iterator[T]:
        while (request := walk.next_request()) is not None:
            yield from walk.feed(self._session.call(request, request.read_page))


class AsyncResource:
    """The operations on one collection, for an event loop."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def _fetch_page(self, request: Request[list[T]]) -> AsyncPage[T]:
        return AsyncPage(request, await self._session.call(request, request.read_page), self._fetch_page)

    async def _iterate(self, walk: Walk[T]) -> AsyncIterator[T]:
        while (request := walk.next_request()) is not None:
            for item in walk.feed(await self._session.call(request, request.read_page)):
                yield item


class _Declared(Generic[P, T]):
    """A declared line. The method is made when it is first touched, and kept by the resource."""

    def __init__(self, build: Callable[P, Any]) -> None:
        self._build = build
        self._name = build.__name__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def _bind(self, resource: SyncResource | AsyncResource) -> Any:
        method = self._sync(resource) if isinstance(resource, SyncResource) else self._async(resource)
        method.__name__ = self._name
        method.__qualname__ = f"{type(resource).__name__}.{self._name}"
        method.__module__ = type(resource).__module__
        method.__doc__ = self._build.__doc__
        signature = inspect.signature(self._build)
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
        build, call = self._build, resource._session.call

        def method(*args: P.args, **kwargs: P.kwargs) -> T:
            request: Request[T] = build(*args, **kwargs)
            return call(request, request.read)

        return method

    def _async(self, resource: AsyncResource) -> Any:
        build, call = self._build, resource._session.call

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
        build, fetch = self._build, resource._fetch_page

        def method(*args: P.args, **kwargs: P.kwargs) -> Page[T]:
            return fetch(build(*args, **kwargs))

        return method

    def _async(self, resource: AsyncResource) -> Any:
        build, fetch = self._build, resource._fetch_page

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

    # The walk is made before the first item is asked for, so that a wrong argument is told where it stands.
    def _sync(self, resource: SyncResource) -> Any:
        build, iterate = self._build, resource._iterate

        def method(*args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
            return iterate(Walk(build(*args, **kwargs)))

        return method

    def _async(self, resource: AsyncResource) -> Any:
        build, iterate = self._build, resource._iterate

        def method(*args: P.args, **kwargs: P.kwargs) -> AsyncIterator[T]:
            return iterate(Walk(build(*args, **kwargs)))

        return method

    def _promise(self, promised: Any, sync: bool) -> Any:
        return Iterator[promised] if sync else AsyncIterator[promised]


class Api:
    """Sends low-level calls through the facade's request path: ``get_user.sync("id", client=client.rostering.api)``."""

    def __init__(self, session: SyncSession) -> None:
        self._session = session

    def send(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send a request, and give what ``read`` makes of its reply."""
        return self._session.call(request, read)

    def asend(self, request: Request[Any], read: Callable[[Reply], T]) -> NoReturn:
        """Refused: the async functions need an ``AsyncTimeBackClient``."""
        raise TypeError(
            f"asyncio() of {request.operation.id} was given a TimeBackClient; "
            "use sync(), or take the api of an AsyncTimeBackClient"
        )


class AsyncApi:
    """Sends low-level calls of an event loop through the facade's request path."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def asend(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send a request, and give what ``read`` makes of its reply."""
        return await self._session.call(request, read)

    def send(self, request: Request[Any], read: Callable[[Reply], T]) -> NoReturn:
        """Refused: the sync functions need a ``TimeBackClient``."""
        raise TypeError(
            f"sync() of {request.operation.id} was given an AsyncTimeBackClient; "
            "use asyncio(), or take the api of a TimeBackClient"
        )


class _Service:
    """The resources of one base path. A subclass declares them by annotations: the module has the attribute's name,
    the class the annotation's; both load when the attribute is first touched."""

    _session: Any

    if not TYPE_CHECKING:  # a name that is not declared is an error to type checkers too

        def __getattr__(self, name: str) -> Any:
            declared = type(self).__annotations__
            if name not in declared:
                close = get_close_matches(name, declared, n=1)
                hint = f". Did you mean {close[0]!r}?" if close else ""
                raise AttributeError(f"{type(self).__name__!r} has no resource {name!r}{hint}")
            module = importlib.import_module(f"{type(self).__module__}.{name}")
            resource = getattr(module, declared[name])(self._session)
            self.__dict__[name] = resource
            return resource

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *type(self).__annotations__})


class SyncService(_Service):
    """The resources of one base path, for threads."""

    def __init__(self, session: SyncSession) -> None:
        self._session = session
        self.api = Api(session)


class AsyncService(_Service):
    """The resources of one base path, for an event loop."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.api = AsyncApi(session)
