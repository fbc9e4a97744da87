"""Descriptors that turn one declared line into a method, for the sync and the async client.

    class _Users:
        get_user = operation(get_user)                  # the generated endpoint module

    class Users(_Users, SyncResource): ...              # get_user("id") -> User
    class AsyncUsers(_Users, AsyncResource): ...        # get_user("id") -> Coroutine[..., User]

The method takes its parameters, types and docstring from the generated ``build`` function. The sync and the async
method differ only in the session that sends the request.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from types import GenericAlias
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, Self, TypeVar, get_args, get_origin, overload

from timeback._resources.declared_method import DeclaredMethod, Endpoint, PagedEndpoint, Resource
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_runtime.messages import Iteration

if TYPE_CHECKING:
    from timeback._http.download import Target
    from timeback._resources.raw_response import RawResponse
    from timeback.page import AsyncPage, Page
    from timeback_runtime.messages import Request

P = ParamSpec("P")
T = TypeVar("T")


class operation(DeclaredMethod[P, T]):  # noqa: N801 - reads as a keyword in declarations
    """A method that makes one request and returns the decoded result."""

    has_raw_response: ClassVar[bool] = True

    def __init__(self, endpoint: Endpoint[P, Request[T]] | Callable[P, Request[T]]) -> None:
        super().__init__(endpoint)

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, T]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...

    @overload
    def __get__(self, resource: None, owner: type[SyncResource]) -> Callable[P, RawResponse[T]]: ...

    @overload
    def __get__(
        self, resource: None, owner: type[AsyncResource]
    ) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]: ...

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self.unbound(owner) if resource is None else self._bind(resource)

    def _make_sync(self, resource: SyncResource, build: Callable[P, Any]) -> Any:
        call = resource._session.call

        def method(*args: P.args, **kwargs: P.kwargs) -> T:
            request: Request[T] = build(*args, **kwargs)
            return call(request, request.read)

        return method

    def _make_async(self, resource: AsyncResource, build: Callable[P, Any]) -> Any:
        call = resource._session.call

        async def method(*args: P.args, **kwargs: P.kwargs) -> T:
            request: Request[T] = build(*args, **kwargs)
            return await call(request, request.read)

        return method

    def _return_annotation(self, result: Any, *, is_async: bool) -> Any:
        return Coroutine[Any, Any, result] if is_async else result


class listing(DeclaredMethod[P, T]):  # noqa: N801 - reads as a keyword in declarations
    """A method that fetches one page of a listing."""

    has_raw_response: ClassVar[bool] = True
    returns_page: ClassVar[bool] = True

    def __init__(self, endpoint: Endpoint[P, Request[list[T]]] | Callable[P, Request[list[T]]]) -> None:
        super().__init__(endpoint)

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, Page[T]]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, Coroutine[Any, Any, AsyncPage[T]]]: ...

    @overload
    def __get__(self, resource: None, owner: type[SyncResource]) -> Callable[P, RawResponse[Page[T]]]: ...

    @overload
    def __get__(
        self, resource: None, owner: type[AsyncResource]
    ) -> Callable[P, Coroutine[Any, Any, RawResponse[AsyncPage[T]]]]: ...

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self.unbound(owner) if resource is None else self._bind(resource)

    def _make_sync(self, resource: SyncResource, build: Callable[P, Any]) -> Any:
        fetch = resource._fetch_page

        def method(*args: P.args, **kwargs: P.kwargs) -> Page[T]:
            return fetch(build(*args, **kwargs))

        return method

    def _make_async(self, resource: AsyncResource, build: Callable[P, Any]) -> Any:
        fetch = resource._fetch_page

        async def method(*args: P.args, **kwargs: P.kwargs) -> AsyncPage[T]:
            return await fetch(build(*args, **kwargs))

        return method

    def _return_annotation(self, result: Any, *, is_async: bool) -> Any:
        from timeback.page import AsyncPage, Page

        (item,) = get_args(result)
        if is_async:
            return GenericAlias(Coroutine, (Any, Any, GenericAlias(AsyncPage, item)))
        return GenericAlias(Page, item)


class iterating(DeclaredMethod[P, T]):  # noqa: N801 - reads as a keyword in declarations
    """A method that iterates over a whole listing and prefetches at most two pages.

    A listing without paging is one request. Its endpoint has no ``build_iter``.
    """

    @overload
    def __init__(self, endpoint: PagedEndpoint[P, Iteration[T]]) -> None: ...

    @overload
    def __init__(self, endpoint: Endpoint[P, Request[list[T]]]) -> None: ...

    @overload
    def __init__(self, endpoint: Callable[P, Iteration[T] | Request[list[T]]]) -> None: ...

    def __init__(self, endpoint: Any) -> None:
        super().__init__(endpoint)

    def _build_of(self, endpoint: Any) -> Callable[P, Any]:
        build: Callable[P, Any] = endpoint.build_iter if hasattr(endpoint, "build_iter") else endpoint.build
        return build

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, Iterator[T]]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, AsyncIterator[T]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self.unbound(owner) if resource is None else self._bind(resource)

    def default_sort(self) -> str | None:
        """Return the property to sort by if the caller names none; None if the listing cannot be sorted by it."""
        arguments = self.build.__kwdefaults__ or {}
        return "sourcedId" if arguments.keys() >= {"offset", "sort"} else None

    # The paginator is made in the call, not at the first item, so that a wrong argument raises at the call.
    def _make_sync(self, resource: SyncResource, build: Callable[P, Any]) -> Any:
        iterate, default_sort = resource._iterate, self.default_sort()

        def method(*args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
            return iterate(as_iteration(build(*args, **kwargs)), default_sort)

        return method

    def _make_async(self, resource: AsyncResource, build: Callable[P, Any]) -> Any:
        iterate, default_sort = resource._iterate, self.default_sort()

        def method(*args: P.args, **kwargs: P.kwargs) -> AsyncIterator[T]:
            return iterate(as_iteration(build(*args, **kwargs)), default_sort)

        return method

    def _return_annotation(self, result: Any, *, is_async: bool) -> Any:
        if get_origin(result) is list:
            (result,) = get_args(result)
        return AsyncIterator[result] if is_async else Iterator[result]


class saving(DeclaredMethod[P, bytes]):  # noqa: N801 - reads as a keyword in declarations
    """A method that streams the result of one request to a file; it returns the number of bytes written."""

    def __init__(self, endpoint: Endpoint[P, Request[bytes]] | Callable[P, Request[bytes]]) -> None:
        super().__init__(endpoint)

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[Concatenate[Target, P], int]: ...

    @overload
    def __get__(
        self, resource: AsyncResource, owner: type
    ) -> Callable[Concatenate[Target, P], Coroutine[Any, Any, int]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self.unbound(owner) if resource is None else self._bind(resource)

    def signature(self, owner: type[Resource]) -> inspect.Signature:
        """Return the method's signature, with the target file as the first parameter."""
        from timeback._http.download import Target

        signature = super().signature(owner)
        target = inspect.Parameter("target", inspect.Parameter.POSITIONAL_ONLY, annotation=Target)
        return signature.replace(parameters=[target, *signature.parameters.values()])

    def _make_sync(self, resource: SyncResource, build: Callable[P, Any]) -> Any:
        from timeback._http.download import DownloadTarget

        call = resource._session.call

        def method(target: Target, /, *args: P.args, **kwargs: P.kwargs) -> int:
            request: Request[bytes] = build(*args, **kwargs)
            with DownloadTarget(target) as download:
                call(request, request.read, download)
            return download.written

        return method

    def _make_async(self, resource: AsyncResource, build: Callable[P, Any]) -> Any:
        from timeback._http.download import DownloadTarget

        call = resource._session.call

        async def method(target: Target, /, *args: P.args, **kwargs: P.kwargs) -> int:
            request: Request[bytes] = build(*args, **kwargs)
            with DownloadTarget(target) as download:
                await call(request, request.read, download)
            return download.written

        return method

    def _return_annotation(self, result: Any, *, is_async: bool) -> Any:
        return Coroutine[Any, Any, int] if is_async else int


def as_iteration(built: Iteration[T] | Request[list[T]]) -> Iteration[T]:
    """Return what the ``build`` of an ``iterating`` method returned, as an iteration."""
    return built if isinstance(built, Iteration) else Iteration(built)
