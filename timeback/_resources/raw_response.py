"""Raw responses: the status, headers and parsed result of one call, by ``with_raw_response.get_user("u1")``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Mapping
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar, get_args

from attrs import field, frozen

from timeback._resources.declared_method import DeclaredMethod
from timeback_runtime.frames import clears_locals
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback._resources.declared_method import Resource
    from timeback_runtime.messages import Reply, Request

T = TypeVar("T")


@frozen
class RawResponse(Generic[T]):
    """The response of one call.

    Attributes:
        status: the HTTP status.
        headers: the headers, under lower-case names.
        parsed: the result of the method without ``with_raw_response``: an object, or a page of a listing.
        request_id: the id that the server gave the request, or else the id that this client sent.
        attempts: how many times the request was sent.
        elapsed: seconds from the first attempt to the end of the response.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    parsed: T = field(repr=False)
    request_id: str | None
    attempts: int
    elapsed: float


RawResponse.__module__ = "timeback"


class RecordingSession:
    """Wraps a session and keeps the reply of its latest call."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.reply: Reply | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def call(self, request: Request[Any], read: Callable[[Reply], T]) -> Any:
        """Send a request; return the result of the session's own ``call``, which is an awaitable for async sessions."""

        def read_and_record(reply: Reply) -> T:
            self.reply = reply
            return read(reply)

        return self._session.call(request, read_and_record)

    def response(self, parsed: T) -> RawResponse[T]:
        """Return the raw response of the latest call."""
        reply = self.reply
        assert reply is not None
        return RawResponse(reply.status, reply.headers, parsed, reply.request_id, reply.attempts, reply.elapsed)


class _RawMethods:
    """The methods of a resource that make one request each. An error status raises its exception as usual."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def __getattr__(self, name: str) -> Any:
        declared = self._declared()
        if name not in declared:
            self._raise_unknown(name, declared)
        method: Any = clears_locals(self._bind(declared[name]))
        method.__name__ = name
        method.__doc__ = declared[name].build.__doc__
        signature = declared[name].signature(type(self._resource))
        method.__signature__ = signature.replace(return_annotation=self._return_annotation(signature.return_annotation))
        self.__dict__[name] = method
        return method

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._declared()})

    def __repr__(self) -> str:
        return f"<with_raw_response of {self._resource!r}>"

    def _declared(self) -> dict[str, DeclaredMethod[..., Any]]:
        members = inspect.getmembers_static(type(self._resource))
        return {
            name: member for name, member in members if isinstance(member, DeclaredMethod) and member.has_raw_response
        }

    def _raise_unknown(self, name: str, declared: Mapping[str, Any]) -> NoReturn:
        resource = type(self._resource).__name__
        if not name.startswith("_") and hasattr(type(self._resource), name):
            raise AttributeError(
                f"{name}() of {resource!r} does not make exactly one request, so it has no raw response"
            )
        raise AttributeError(f"{resource!r} has no operation {name!r}.{did_you_mean(name, declared)}")

    def _bind(self, declared: DeclaredMethod[..., Any]) -> Any:
        raise NotImplementedError  # pragma: no cover

    def _return_annotation(self, annotation: Any) -> Any:
        raise NotImplementedError  # pragma: no cover

    def _recording_copy(self) -> tuple[RecordingSession, Resource]:
        """Return a recording session and a copy of the resource over it.

        A page fetches the next page through the resource that made it, so that resource needs the recording session.
        """
        session = RecordingSession(self._resource._session)
        return session, type(self._resource)(session)


class RawMethods(_RawMethods):
    """The methods of a resource, each returning a ``RawResponse``."""

    def _bind(self, declared: DeclaredMethod[..., Any]) -> Any:
        build = declared.named_build(self._resource)

        def method(*args: Any, **kwargs: Any) -> RawResponse[Any]:
            request = build(*args, **kwargs)
            session, resource = self._recording_copy()
            if declared.returns_page:
                return session.response(resource._fetch_page(request))
            return session.response(session.call(request, request.read))

        return method

    def _return_annotation(self, annotation: Any) -> Any:
        return GenericAlias(RawResponse, annotation)


class AsyncRawMethods(_RawMethods):
    """The methods of a resource, each returning an awaitable of a ``RawResponse``."""

    def _bind(self, declared: DeclaredMethod[..., Any]) -> Any:
        build = declared.named_build(self._resource)

        async def method(*args: Any, **kwargs: Any) -> RawResponse[Any]:
            request = build(*args, **kwargs)
            session, resource = self._recording_copy()
            if declared.returns_page:
                return session.response(await resource._fetch_page(request))
            return session.response(await session.call(request, request.read))

        return method

    def _return_annotation(self, annotation: Any) -> Any:
        *_, result = get_args(annotation)
        return Coroutine[Any, Any, GenericAlias(RawResponse, result)]  # type: ignore[misc]
