"""The four functions of an endpoint module, once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from timeback_runtime.errors import DecodingError
from timeback_runtime.messages import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeback_runtime.messages import Reply, Request

T = TypeVar("T")


class Sender(Protocol):
    """Who can send a request and wait for its reply."""

    def send(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send, and give what ``read`` makes of the reply; ``read`` may raise."""
        ...


class AsyncSender(Protocol):
    """Who can send a request from an event loop."""

    async def asend(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send, and give what ``read`` makes of the reply; ``read`` may raise."""
        ...


# What the body is on the wire is known to the endpoint module alone, so its annotation decides T.
def sync(client: Sender, request: Request[Any]) -> T:  # type: ignore[type-var]
    whole: T = _able(client, "send", request)(request, request.read_wire)
    return whole


async def asyncio(client: AsyncSender, request: Request[Any]) -> T:
    whole: T = await _able(client, "asend", request)(request, request.read_wire)
    return whole


def sync_detailed(client: Sender, request: Request[Any]) -> Response[T]:
    reader = _Detailed[T](request)
    try:
        return _able(client, "send", request)(request, reader)  # type: ignore[no-any-return]
    except DecodingError:
        if not reader.has_read:  # a token that could not be read, for one
            raise
        return reader.undecodable()


async def asyncio_detailed(client: AsyncSender, request: Request[Any]) -> Response[T]:
    reader = _Detailed[T](request)
    try:
        return await _able(client, "asend", request)(request, reader)  # type: ignore[no-any-return]
    except DecodingError:
        if not reader.has_read:  # a token that could not be read, for one
            raise
        return reader.undecodable()


def _able(client: Any, method: str, request: Request[Any]) -> Any:
    """What sends. The client of the facade is not meant, though its name invites to it."""
    try:
        return getattr(client, method)
    except AttributeError:
        raise TypeError(
            f"client= is a {type(client).__name__}, which has no {method}(): "
            f"give client.{request.operation.package.name}.api, or a Client of this package"
        ) from None


class _Detailed(Generic[T]):
    """Reads replies for a sender, which is to see a body that cannot be read, since it may try again."""

    def __init__(self, request: Request[Any]) -> None:
        self._request = request
        self._last: Reply | None = None

    @property
    def has_read(self) -> bool:
        return self._last is not None

    def __call__(self, reply: Reply) -> Response[T]:
        self._last = reply
        response = Response[T].read(self._request, reply)
        if response.undecodable is not None:
            raise response.undecodable
        return response

    def undecodable(self) -> Response[T]:
        assert self._last is not None
        return Response[T].read(self._request, self._last)
