"""The services of a client: their resources load when they are touched."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from timeback._resources.descriptors import AsyncResource, SyncResource

if TYPE_CHECKING:
    from timeback._http.session import AsyncSession, SyncSession
    from timeback_runtime.messages import Reply, Request

T = TypeVar("T")


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


class SyncService(_Service, SyncResource):
    """The resources of one base path, for threads."""

    def __init__(self, session: SyncSession) -> None:
        super().__init__(session)
        self.api = Api(session)


class AsyncService(_Service, AsyncResource):
    """The resources of one base path, for an event loop."""

    def __init__(self, session: AsyncSession) -> None:
        super().__init__(session)
        self.api = AsyncApi(session)
