"""Descriptor for a method that returns a feed of changes, which is imported at the first call: few users need it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar, overload

from timeback._resources.multi_request import HandwrittenMethod
from timeback._resources.resource import AsyncResource, SyncResource

if TYPE_CHECKING:
    from timeback._resources.changes import AsyncChanges, Changes

P = ParamSpec("P")
T = TypeVar("T")


class feed_method(HandwrittenMethod[P, T]):  # noqa: N801 - decorators have lower-case names
    """Decorator for a method that returns a feed of changes."""

    def __init__(self, function: Callable[Concatenate[Any, P], Changes[T]]) -> None:
        super().__init__(function)

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, Changes[T]]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, AsyncChanges[T]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self.unbound(owner) if resource is None else self._bind(resource)

    def _runner(self, resource: SyncResource | AsyncResource) -> Callable[[Any], Any]:
        from timeback._resources.changes import AsyncChanges, Changes

        return AsyncChanges if resource._is_async else Changes

    def _return_annotation(self, annotation: str, *, is_async: bool) -> str:
        return f"Async{annotation}" if is_async else annotation
