"""The four functions of an endpoint module, once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from .wire import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from .wire import Reply, Request

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
    whole: T = client.send(request, request.read_wire)
    return whole


async def asyncio(client: AsyncSender, request: Request[Any]) -> T:
    whole: T = await client.asend(request, request.read_wire)
    return whole


def sync_detailed(client: Sender, request: Request[Any]) -> Response[T]:
    return client.send(request, lambda reply: Response[T].read(request, reply))


async def asyncio_detailed(client: AsyncSender, request: Request[Any]) -> Response[T]:
    return await client.asend(request, lambda reply: Response[T].read(request, reply))
