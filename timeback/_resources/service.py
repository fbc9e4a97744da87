"""Services of a client, which load their resources on first access, and their ``api`` for low-level calls."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from timeback._resources.resource import AsyncResource, SyncResource
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback._http.session import AsyncSession, SyncSession
    from timeback_runtime.messages import Reply, Request

T = TypeVar("T")


def declared_services(client: type[Any]) -> dict[str, str]:
    """The services of a client class by name, each with the name of its class.

    A service is a cached property with an annotation. The class is in the package ``timeback.services.<name>``.
    """
    return {
        name: member.func.__annotations__["return"]
        for name, member in vars(client).items()
        if isinstance(member, cached_property)
    }


def service_class(client: type[Any], name: str) -> type[Any]:
    """The class of a service of a client class."""
    found: type[Any] = getattr(importlib.import_module(f"timeback.services.{name}"), declared_services(client)[name])
    return found


def resource_classes(client: type[Any], name: str) -> dict[str, type[Any]]:
    """The classes of the resources of a service of a client class, by their attribute names. They are imported."""
    return {
        attribute: resource_class(client, name, attribute) for attribute in service_class(client, name).__annotations__
    }


def resource_class(client: type[Any], service: str, attribute: str) -> type[Any]:
    """The class of a resource of a service of a client class, which is imported."""
    module = importlib.import_module(f"timeback.services.{service}.{attribute}")
    found: type[Any] = getattr(module, service_class(client, service).__annotations__[attribute])
    return found


class Api:
    """Sends low-level calls through the client's session: ``get_user.sync("id", client=client.rostering.api)``."""

    def __init__(self, session: SyncSession) -> None:
        self._session = session

    def send(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send a request; return the result of ``read`` on its reply."""
        return self._session.call(request, read)

    def asend(self, request: Request[Any], read: Callable[[Reply], T]) -> NoReturn:
        """Raise TypeError: the async functions need an ``AsyncTimeBackClient``."""
        raise TypeError(
            f"asyncio() of {request.operation.id} was given a TimeBackClient; "
            "use sync(), or the api of an AsyncTimeBackClient"
        )


class AsyncApi:
    """Sends low-level calls through the async client's session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def asend(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send a request; return the result of ``read`` on its reply."""
        return await self._session.call(request, read)

    def send(self, request: Request[Any], read: Callable[[Reply], T]) -> NoReturn:
        """Raise TypeError: the sync functions need a ``TimeBackClient``."""
        raise TypeError(
            f"sync() of {request.operation.id} was given an AsyncTimeBackClient; "
            "use asyncio(), or the api of a TimeBackClient"
        )


class _Service:
    """Resources of one base path, declared by annotations in a subclass.

    An attribute's name is the name of the resource's module below the service's package; its annotation is the name of
    the class in that module. Both load on first access.
    """

    _session: Any

    if not TYPE_CHECKING:  # so that an undeclared name is an error for type checkers too

        def __getattr__(self, name: str) -> Any:
            declared = type(self).__annotations__
            if name not in declared:
                known = declared or [method for method in dir(type(self)) if not method.startswith("_")]
                kind = "resource" if declared else "method"
                raise AttributeError(f"{type(self).__name__!r} has no {kind} {name!r}.{did_you_mean(name, known)}")
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
