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
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from types import FunctionType, GenericAlias
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    Self,
    TypeVar,
    cast,
    get_args,
    get_origin,
    overload,
)

from timeback._http.download import DownloadTarget, Target
from timeback._pagination.paginator import Walk
from timeback._pagination.prefetch import AsyncListing, Listing
from timeback._resources.batch import Each, each_of, each_of_async
from timeback.page import AsyncPage, Page
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Iteration

if TYPE_CHECKING:
    from timeback._http.session import AsyncSession, SyncSession
    from timeback._resources.raw_response import AsyncRawView, RawResponse, RawView
    from timeback_runtime.messages import Request

P = ParamSpec("P")
T = TypeVar("T")

Steps = Generator[Any, Any, T]
"""What a recipe is: it yields requests, is sent their results, and returns T."""


class SyncResource:
    """The operations on one collection, for threads."""

    def __init__(self, session: SyncSession) -> None:
        self._session = session

    # To type checkers the view is the class of the resource, which has the same names; what a line gives there, its
    # `__get__` says.
    @property
    def with_raw_response(self) -> type[Self]:
        """The same methods, each giving status, headers and the parsed object: ``with_raw_response.get_user("u1")``.

        Those that make one request have one; what pages, or makes several requests, has none.
        """
        return cast("type[Self]", self._raw)

    @functools.cached_property
    def _raw(self) -> RawView:
        from timeback._resources.raw_response import RawView

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

    @property
    def with_raw_response(self) -> type[Self]:
        """The same methods, each giving an awaitable of status, headers and the parsed object."""
        return cast("type[Self]", self._raw)

    @functools.cached_property
    def _raw(self) -> AsyncRawView:
        from timeback._resources.raw_response import AsyncRawView

        return AsyncRawView(self)

    @clears_locals
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
        # The bound method clears the frames of both, so the one around ``build`` is left out.
        self.build: Callable[P, Any] = inspect.unwrap(build)
        self._name = build.__name__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def named(self, resource: SyncResource | AsyncResource) -> Callable[P, Any]:
        """``build`` under the method's name, which Python's own errors on wrong arguments then tell."""
        build = cast(FunctionType, self.build)
        named = FunctionType(build.__code__, build.__globals__, self._name, build.__defaults__, build.__closure__)
        named.__kwdefaults__ = build.__kwdefaults__
        named.__qualname__ = f"{type(resource).__name__}.{self._name}"
        return cast(Callable[P, Any], named)

    def signature(self, resource: SyncResource | AsyncResource) -> inspect.Signature:
        """The method's: the parameters of ``build``, and what the caller is promised."""
        signature = inspect.signature(self.build)
        # build's annotation is Request[User], Request[list[User]] or Iteration[User].
        promised = get_args(signature.return_annotation)[0]
        return signature.replace(return_annotation=self._promise(promised, isinstance(resource, SyncResource)))

    def _bind(self, resource: SyncResource | AsyncResource) -> Any:
        build = self.named(resource)
        plain = self._sync(resource, build) if isinstance(resource, SyncResource) else self._async(resource, build)
        method: Any = clears_locals(plain)
        method.__name__ = self._name
        method.__qualname__ = f"{type(resource).__name__}.{self._name}"
        method.__module__ = type(resource).__module__
        method.__doc__ = self.build.__doc__
        method.__signature__ = self.signature(resource)
        resource.__dict__[self._name] = method
        return method

    def _sync(self, resource: SyncResource, build: Callable[P, Any]) -> Any:
        raise NotImplementedError  # pragma: no cover

    def _async(self, resource: AsyncResource, build: Callable[P, Any]) -> Any:
        raise NotImplementedError  # pragma: no cover

    def _promise(self, promised: Any, sync: bool) -> Any:
        raise NotImplementedError  # pragma: no cover


class _Iterating(Generic[P, T]):
    """What a resource's method is to its callers where it gives items one by one."""

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, Iterator[T]]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, AsyncIterator[T]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self if resource is None else self._bind(resource)

    def _bind(self, resource: SyncResource | AsyncResource) -> Any:
        raise NotImplementedError  # pragma: no cover


class operation(_Declared[P, T]):  # noqa: N801 - reads as a keyword in declarations
    """One call, one result."""

    def __init__(self, build: Callable[P, Request[T]]) -> None:
        super().__init__(build)

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
        return self if resource is None else self._bind(resource)

    def _sync(self, resource: SyncResource, build: Callable[P, Any]) -> Any:
        call = resource._session.call

        def method(*args: P.args, **kwargs: P.kwargs) -> T:
            request: Request[T] = build(*args, **kwargs)
            return call(request, request.read)

        return method

    def _async(self, resource: AsyncResource, build: Callable[P, Any]) -> Any:
        call = resource._session.call

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
        return self if resource is None else self._bind(resource)

    def _sync(self, resource: SyncResource, build: Callable[P, Any]) -> Any:
        fetch = resource._fetch_page

        def method(*args: P.args, **kwargs: P.kwargs) -> Page[T]:
            return fetch(build(*args, **kwargs))

        return method

    def _async(self, resource: AsyncResource, build: Callable[P, Any]) -> Any:
        fetch = resource._fetch_page

        async def method(*args: P.args, **kwargs: P.kwargs) -> AsyncPage[T]:
            return await fetch(build(*args, **kwargs))

        return method

    def _promise(self, promised: Any, sync: bool) -> Any:
        (item,) = get_args(promised)
        return GenericAlias(Page, item) if sync else GenericAlias(Coroutine, (Any, Any, GenericAlias(AsyncPage, item)))


class iterating(_Declared[P, T], _Iterating[P, T]):  # noqa: N801
    """A listing to its end, page after page as they are needed; at most two pages ahead of its reader.

    A listing that the server gives as a whole has no ``build_iter``, and is declared with its ``build``.
    """

    def __init__(self, build: Callable[P, Iteration[T] | Request[list[T]]]) -> None:
        super().__init__(build)

    def _order(self) -> str | None:
        """What a listing by offset is sorted by where the caller says nothing; None where it cannot be sorted."""
        arguments = self.build.__kwdefaults__ or {}
        return "sourcedId" if arguments.keys() >= {"offset", "sort"} else None

    # The walk is made before the first item is asked for, so that a wrong argument is told where it stands.
    def _sync(self, resource: SyncResource, build: Callable[P, Any]) -> Any:
        iterate, order = resource._iterate, self._order()

        def method(*args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
            return iterate(_iteration(build(*args, **kwargs)), order)

        return method

    def _async(self, resource: AsyncResource, build: Callable[P, Any]) -> Any:
        iterate, order = resource._iterate, self._order()

        def method(*args: P.args, **kwargs: P.kwargs) -> AsyncIterator[T]:
            return iterate(_iteration(build(*args, **kwargs)), order)

        return method

    def _promise(self, promised: Any, sync: bool) -> Any:
        if get_origin(promised) is list:
            (promised,) = get_args(promised)
        return Iterator[promised] if sync else AsyncIterator[promised]


class saving(_Declared[P, bytes]):  # noqa: N801
    """One call whose result is written to a file, never held as a whole; gives the number of bytes."""

    def __init__(self, build: Callable[P, Request[bytes]]) -> None:
        super().__init__(build)

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[Concatenate[Target, P], int]: ...

    @overload
    def __get__(
        self, resource: AsyncResource, owner: type
    ) -> Callable[Concatenate[Target, P], Coroutine[Any, Any, int]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self if resource is None else self._bind(resource)

    def signature(self, resource: SyncResource | AsyncResource) -> inspect.Signature:
        """As for the others; the file comes first."""
        signature = super().signature(resource)
        target = inspect.Parameter("target", inspect.Parameter.POSITIONAL_ONLY, annotation=Target)
        return signature.replace(parameters=[target, *signature.parameters.values()])

    def _sync(self, resource: SyncResource, build: Callable[P, Any]) -> Any:
        call = resource._session.call

        def method(target: Target, /, *args: P.args, **kwargs: P.kwargs) -> int:
            request: Request[bytes] = build(*args, **kwargs)
            with DownloadTarget(target) as sink:
                call(request, request.read, sink)
            return sink.written

        return method

    def _async(self, resource: AsyncResource, build: Callable[P, Any]) -> Any:
        call = resource._session.call

        async def method(target: Target, /, *args: P.args, **kwargs: P.kwargs) -> int:
            request: Request[bytes] = build(*args, **kwargs)
            with DownloadTarget(target) as sink:
                await call(request, request.read, sink)
            return sink.written

        return method

    def _promise(self, promised: Any, sync: bool) -> Any:
        return int if sync else Coroutine[Any, Any, int]


class _Written(Generic[P, T]):
    """A method that is written out, once for both worlds."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def _bind(self, resource: SyncResource | AsyncResource) -> Any:
        function, run = self._function, self._runner(resource)

        @functools.wraps(function)
        def plain(*args: P.args, **kwargs: P.kwargs) -> Any:
            return run(function(resource, *args, **kwargs))

        method = clears_locals(plain)
        entity = _entity(type(resource))
        signature = inspect.signature(function)
        method.__signature__ = signature.replace(  # type: ignore[attr-defined]
            parameters=[
                parameter.replace(annotation=_filled_in(parameter.annotation, entity))
                for parameter in list(signature.parameters.values())[1:]
            ],
            return_annotation=self._promise(
                _filled_in(signature.return_annotation, entity), isinstance(resource, SyncResource)
            ),
        )
        resource.__dict__[function.__name__] = method
        return method

    def _runner(self, resource: SyncResource | AsyncResource) -> Callable[[Any], Any]:
        """What becomes of what the function gives."""
        raise NotImplementedError  # pragma: no cover

    def _promise(self, annotation: str, sync: bool) -> str:
        raise NotImplementedError  # pragma: no cover


class recipe(_Written[P, T]):  # noqa: N801
    """A method of several calls: a generator that yields requests and is sent their results.

    An error is thrown into it where the request was yielded.
    """

    def __init__(self, steps: Callable[Concatenate[Any, P], Generator[Any, Any, T]]) -> None:
        super().__init__(steps)

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, T]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self if resource is None else self._bind(resource)

    def _runner(self, resource: SyncResource | AsyncResource) -> Callable[[Any], Any]:
        return resource._run

    def _promise(self, annotation: str, sync: bool) -> str:
        result = annotation.removeprefix("Steps[").removesuffix("]")
        return result if sync else f"Coroutine[Any, Any, {result}]"


class walking(_Written[P, T], _Iterating[P, T]):  # noqa: N801
    """A method that gives what an ``iter_`` line of its own resource gives."""

    def __init__(self, listing: Callable[Concatenate[Any, P], Iterator[T]]) -> None:
        super().__init__(listing)

    def _runner(self, resource: SyncResource | AsyncResource) -> Callable[[Any], Any]:
        return _as_it_is

    def _promise(self, annotation: str, sync: bool) -> str:
        return annotation if sync else f"Async{annotation}"


def _iteration(built: Iteration[T] | Request[list[T]]) -> Iteration[T]:
    return built if isinstance(built, Iteration) else Iteration(built)


def _as_it_is(result: Any) -> Any:
    return result


def _entity(resource: type) -> str:
    """The name of what a collection holds: ``User`` of ``Collection[User]``."""
    bases = [base for kind in resource.__mro__ for base in vars(kind).get("__orig_bases__", ())]
    arguments = [argument for base in bases for argument in get_args(base)]
    return next((found.__name__ for found in arguments if isinstance(found, type)), "T")


def _filled_in(annotation: str, entity: str) -> str:
    """An annotation, which is text here, with what its ``T`` stands for."""
    return re.sub(r"\bT\b", entity, annotation)
