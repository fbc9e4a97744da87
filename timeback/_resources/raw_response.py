"""A call with what came back around its result: ``client.rostering.users.with_raw_response.get_user("u1")``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Mapping
from difflib import get_close_matches
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar, cast, get_args

from attrs import field, frozen

from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback._resources.descriptors import AsyncResource, SyncResource
    from timeback_runtime.messages import Reply, Request

T = TypeVar("T")


@frozen
class RawResponse(Generic[T]):
    """What a call came back with.

    Attributes:
        status: the HTTP status.
        headers: the headers, under lower-case names.
        parsed: what the method gives without ``with_raw_response``: an object, or the page of a listing.
        request_id: what the server, or else this client, calls the request.
        attempts: how many times the request was sent.
        elapsed: seconds from the first try to the end of the reply.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    parsed: T = field(repr=False)
    request_id: str | None
    attempts: int
    elapsed: float


class _Listening:
    """A session that keeps the reply of its latest call."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.reply: Reply | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def call(self, request: Request[Any], read: Callable[[Reply], T]) -> Any:
        """What the session's own ``call`` gives: a result, or what has to be awaited for it."""

        def reading(reply: Reply) -> T:
            self.reply = reply
            return read(reply)

        return self._session.call(request, reading)

    def response(self, parsed: T) -> RawResponse[T]:
        reply = self.reply
        assert reply is not None
        return RawResponse(reply.status, reply.headers, parsed, reply.request_id, reply.attempts, reply.elapsed)


class _RawView:
    """The methods of a resource that make one request each. A status that is an error still raises it."""

    def __init__(self, resource: SyncResource | AsyncResource) -> None:
        self._resource = resource

    def __getattr__(self, name: str) -> Any:
        kinds = self._kinds()
        if name not in kinds:
            self._unknown(name, kinds)
        method: Any = clears_locals(self._bind(name, kinds[name]))
        method.__name__ = name
        method.__doc__ = kinds[name].build.__doc__
        signature = kinds[name].signature(self._resource)
        method.__signature__ = signature.replace(return_annotation=self._promise(signature.return_annotation))
        self.__dict__[name] = method
        return method

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._kinds()})

    def __repr__(self) -> str:
        return f"<with_raw_response of {type(self._resource).__name__}>"

    def _kinds(self) -> dict[str, Any]:
        from timeback._resources.descriptors import listing, operation

        members = inspect.getmembers_static(type(self._resource))
        return {name: member for name, member in members if isinstance(member, operation | listing)}

    def _unknown(self, name: str, kinds: dict[str, Any]) -> NoReturn:
        kind = type(self._resource).__name__
        if not name.startswith("_") and hasattr(type(self._resource), name):
            raise AttributeError(f"{name}() of {kind!r} is not one call with one reply, so it has no raw response")
        close = get_close_matches(name, kinds, n=1)
        hint = f". Did you mean {close[0]!r}?" if close else ""
        raise AttributeError(f"{kind!r} has no operation {name!r}{hint}")

    def _bind(self, name: str, declared: Any) -> Any:
        raise NotImplementedError  # pragma: no cover

    def _promise(self, annotation: Any) -> Any:
        raise NotImplementedError  # pragma: no cover

    def _listening(self) -> tuple[_Listening, Any]:
        session = _Listening(self._resource._session)
        # The page of a listing fetches its successors by the resource that made it.
        return session, type(self._resource)(cast(Any, session))


class RawView(_RawView):
    """The methods of a resource, each giving a ``RawResponse``."""

    def _bind(self, name: str, declared: Any) -> Any:
        from timeback._resources.descriptors import listing

        build = declared.named(self._resource)

        def method(*args: Any, **kwargs: Any) -> RawResponse[Any]:
            request = build(*args, **kwargs)
            session, resource = self._listening()
            if isinstance(declared, listing):
                return session.response(resource._fetch_page(request))
            return session.response(session.call(request, request.read))

        return method

    def _promise(self, annotation: Any) -> Any:
        return GenericAlias(RawResponse, annotation)


class AsyncRawView(_RawView):
    """The methods of a resource, each giving an awaitable of a ``RawResponse``."""

    def _bind(self, name: str, declared: Any) -> Any:
        from timeback._resources.descriptors import listing

        build = declared.named(self._resource)

        async def method(*args: Any, **kwargs: Any) -> RawResponse[Any]:
            request = build(*args, **kwargs)
            session, resource = self._listening()
            if isinstance(declared, listing):
                return session.response(await resource._fetch_page(request))
            return session.response(await session.call(request, request.read))

        return method

    def _promise(self, annotation: Any) -> Any:
        *_, result = get_args(annotation)
        return Coroutine[Any, Any, GenericAlias(RawResponse, result)]  # type: ignore[misc]
