"""Descriptors for methods that are written by hand, once for both clients: ``get_many``, ``upsert``, ``find`` ..."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import AsyncIterable, AsyncIterator, Callable, Coroutine, Iterable, Iterator
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    Protocol,
    Self,
    TypeAlias,
    TypeVar,
    get_args,
    overload,
)

from timeback._resources.declared_method import Resource, unbound
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    import os

    from timeback._resources.batch import RequestGenerator

I_contra = TypeVar("I_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)
Path: TypeAlias = "str | os.PathLike[str]"
P = ParamSpec("P")
T = TypeVar("T")


class HandwrittenMethod(Generic[P, T]):
    """Descriptor that binds a handwritten function to a resource, with annotations for sync or async."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def _bind(self, resource: SyncResource | AsyncResource) -> Any:
        function, run = self._function, self._runner(resource)

        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> Any:
            return run(function(resource, *args, **kwargs))

        method = clears_locals(call)
        method.__signature__ = self.signature(type(resource))  # type: ignore[attr-defined]
        resource.__dict__[function.__name__] = method
        return method

    def signature(self, owner: type[Resource]) -> inspect.Signature:
        """Return the method's signature, with the model of the collection in its annotations."""
        model = entity_of(owner)
        entity = "T" if model is None else model.__name__
        signature = inspect.signature(self._function)
        result = _with_entity(signature.return_annotation, entity)
        return signature.replace(
            parameters=[
                parameter.replace(
                    annotation=self._annotation(_with_entity(parameter.annotation, entity), is_async=owner._is_async)
                )
                for parameter in list(signature.parameters.values())[1:]
            ],
            return_annotation=self._return_annotation(result, is_async=owner._is_async),
        )

    def unbound(self, owner: type) -> Any:
        """Return what access on a class gives; see ``unbound``."""
        return unbound(self, self._function.__name__, self.__doc__, owner)

    def _runner(self, resource: SyncResource | AsyncResource) -> Callable[[Any], Any]:
        """Return the function that turns the result of the handwritten function into the method's result."""
        raise NotImplementedError  # pragma: no cover

    def _annotation(self, annotation: str, *, is_async: bool) -> str:
        """Return the annotation of a parameter."""
        return annotation

    def _return_annotation(self, annotation: str, *, is_async: bool) -> str:
        raise NotImplementedError  # pragma: no cover


class _Requests(HandwrittenMethod[P, T]):
    """A method of several requests: a generator that yields requests and is sent their results.

    The error of a request is thrown into the generator at its ``yield``.
    """

    def _runner(self, resource: SyncResource | AsyncResource) -> Callable[[Any], Any]:
        return resource._run

    def _return_annotation(self, annotation: str, *, is_async: bool) -> str:
        result = annotation.removeprefix("RequestGenerator[").removesuffix("]")
        return f"Coroutine[Any, Any, {result}]" if is_async else result


class multi_request(_Requests[P, T]):  # noqa: N801 - decorators have lower-case names
    """Decorator for a method of several requests, with the same parameters in both clients."""

    def __init__(self, function: Callable[Concatenate[Any, P], RequestGenerator[T]]) -> None:
        super().__init__(function)

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, T]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self.unbound(owner) if resource is None else self._bind(resource)


class _ManyFunction(Protocol[I_contra, R_co]):
    def __call__(
        self, resource: Any, /, items: Iterable[I_contra], *, concurrency: int = ..., checkpoint: Path | None = ...
    ) -> RequestGenerator[R_co]: ...


class _ManyMethod(Protocol[I_contra, R_co]):
    def __call__(self, items: Iterable[I_contra], *, concurrency: int = ..., checkpoint: Path | None = ...) -> R_co: ...


class _AsyncManyMethod(Protocol[I_contra, R_co]):
    def __call__(
        self,
        items: Iterable[I_contra] | AsyncIterable[I_contra],
        *,
        concurrency: int = ...,
        checkpoint: Path | None = ...,
    ) -> Coroutine[Any, Any, R_co]: ...


class many_requests(_Requests[..., Any], Generic[I_contra, R_co]):  # noqa: N801 - decorators have lower-case names
    """Decorator for a method that sends requests for each of many objects. The async one takes async iterables too."""

    def __init__(self, function: _ManyFunction[I_contra, R_co]) -> None:
        super().__init__(function)

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> _ManyMethod[I_contra, R_co]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> _AsyncManyMethod[I_contra, R_co]: ...

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self.unbound(owner) if resource is None else self._bind(resource)

    def _annotation(self, annotation: str, *, is_async: bool) -> str:
        is_items = is_async and annotation.startswith("Iterable[")
        return f"{annotation} | Async{annotation}" if is_items else annotation


class iterator_method(HandwrittenMethod[P, T]):  # noqa: N801 - decorators have lower-case names
    """Decorator for a method that returns the iterator of one of the resource's ``iter_*`` methods."""

    def __init__(self, function: Callable[Concatenate[Any, P], Iterator[T]]) -> None:
        super().__init__(function)

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...

    @overload
    def __get__(self, resource: SyncResource, owner: type) -> Callable[P, Iterator[T]]: ...

    @overload
    def __get__(self, resource: AsyncResource, owner: type) -> Callable[P, AsyncIterator[T]]: ...

    def __get__(self, resource: Any, owner: type) -> Any:
        return self.unbound(owner) if resource is None else self._bind(resource)

    def _runner(self, resource: SyncResource | AsyncResource) -> Callable[[Any], Any]:
        return _unchanged

    def _return_annotation(self, annotation: str, *, is_async: bool) -> str:
        return f"Async{annotation}" if is_async else annotation


def _unchanged(result: Any) -> Any:
    return result


def entity_of(resource: type) -> type[Any] | None:
    """Return the model in a collection: ``User`` for ``Collection[User]``; None if the resource is no collection."""
    bases = [base for cls in resource.__mro__ for base in vars(cls).get("__orig_bases__", ())]
    arguments = [argument for base in bases for argument in get_args(base)]
    return next((argument for argument in arguments if isinstance(argument, type)), None)


def _with_entity(annotation: str, entity: str) -> str:
    """Replace ``T`` in an annotation, which is text because of the ``annotations`` future import."""
    return re.sub(r"\bT\b", entity, annotation)
