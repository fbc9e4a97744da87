"""Base classes of resources and of their declared methods.

They are below the descriptors, the resource classes and the raw responses, which therefore need not import each other.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from types import FunctionType
from typing import Any, ClassVar, Generic, ParamSpec, Protocol, TypeVar, cast, get_args

from timeback_runtime.frames import clears_locals

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Resource:
    """A resource class: the methods on one collection, over one session."""

    _is_async: ClassVar[bool]

    def __init__(self, session: Any) -> None:
        self._session = session

    def __repr__(self) -> str:
        client = "AsyncTimeBackClient" if self._is_async else "TimeBackClient"
        name = type(self).__module__.rpartition(".")[2]
        return f"<{name} of {client} {self._session.settings.environment or 'custom'}>"

    def _fetch_page(self, request: Any) -> Any:
        raise NotImplementedError  # pragma: no cover


class Endpoint(Protocol[P, T_co]):
    """A generated endpoint module, or another object with its ``build``."""

    @property
    def build(self) -> Callable[P, T_co]: ...


class PagedEndpoint(Protocol[P, T_co]):
    """The endpoint module of a listing with paging."""

    @property
    def build_iter(self) -> Callable[P, T_co]: ...


class _Signed(Protocol):
    """A descriptor of a method."""

    def signature(self, owner: type[Resource]) -> inspect.Signature: ...


def unbound(member: _Signed, name: str, doc: str | None, owner: type) -> Any:
    """Return what access on a class gives: the method as a function of a resource, as ``Users.get_user``.

    It is the descriptor itself for a class that the sync and the async resource share.

    Args:
        member: the descriptor.
        name: the name of the method.
        doc: its docstring.
        owner: the class.
    """
    if not issubclass(owner, Resource):
        return member

    def call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        return getattr(self, name)(*args, **kwargs)

    function: Any = clears_locals(call)
    function.__name__, function.__qualname__ = name, f"{owner.__name__}.{name}"
    function.__module__, function.__doc__ = owner.__module__, doc
    signature = member.signature(owner)
    first = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
    function.__signature__ = signature.replace(parameters=[first, *signature.parameters.values()])
    return function


def calls(*builds: Callable[..., Any]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorator for a handwritten ``build`` function that returns the request of one of these generated functions.

    It states which operations a method stands for: an operation with other parameters, or two that differ only in an
    optional part of the path. The function's module must evaluate annotations, as the generated ones do: the method
    takes its result from them.
    """

    def mark(build: Callable[P, T]) -> Callable[P, T]:
        build.__dict__["builds"] = tuple(map(inspect.unwrap, builds))
        return build

    return mark


class DeclaredMethod(Generic[P, T]):
    """Descriptor that makes a method from a generated endpoint, or from a function that is marked with ``calls``.

    The method is made on first access and stored in the resource's ``__dict__``, so that later accesses skip the
    descriptor.

    Attributes:
        has_raw_response: whether the method makes exactly one request, so that ``with_raw_response`` offers it.
        returns_page: whether the method returns a page of a listing.
    """

    has_raw_response: ClassVar[bool] = False
    returns_page: ClassVar[bool] = False

    def __init__(self, declared: Callable[P, Any] | object) -> None:
        """Take the endpoint module, which runs at the first use of the method, or a function."""
        self._declared = declared
        self._name = getattr(declared, "__name__", "")

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @functools.cached_property
    def build(self) -> Callable[P, Any]:
        """The function that builds the request."""
        # The bound method clears the frames of both functions, so the wrapper around it is not needed.
        declared: Any = self._declared
        build: Callable[P, Any] = inspect.unwrap(declared if callable(declared) else self._build_of(declared))
        return build

    def _build_of(self, endpoint: Any) -> Callable[P, Any]:
        build: Callable[P, Any] = endpoint.build
        return build

    @property
    def builds(self) -> tuple[Callable[..., Any], ...]:
        """The generated functions whose requests the method sends: ``build``, or those that ``calls`` names."""
        return getattr(self.build, "builds", (self.build,))

    def unbound(self, owner: type) -> Any:
        """Return what access on a class gives; see ``unbound``."""
        return unbound(self, self._name, self.build.__doc__, owner)

    def named_build(self, resource: Resource) -> Callable[P, Any]:
        """Return a copy of ``build`` under the method's name, which Python uses in its errors on wrong arguments."""
        build = cast(FunctionType, self.build)
        named = FunctionType(build.__code__, build.__globals__, self._name, build.__defaults__, build.__closure__)
        named.__kwdefaults__ = build.__kwdefaults__
        named.__qualname__ = f"{type(resource).__name__}.{self._name}"
        return cast(Callable[P, Any], named)

    def signature(self, owner: type[Resource]) -> inspect.Signature:
        """Return the method's signature: the parameters of ``build`` with the return annotation of the method."""
        signature = inspect.signature(self.build)
        # The return annotation of build is Request[User], Request[list[User]] or Iteration[User].
        result = get_args(signature.return_annotation)[0]
        return signature.replace(return_annotation=self._return_annotation(result, is_async=owner._is_async))

    def _bind(self, resource: Any) -> Any:
        build = self.named_build(resource)
        function = self._make_async(resource, build) if resource._is_async else self._make_sync(resource, build)
        method: Any = clears_locals(function)
        method.__name__ = self._name
        method.__qualname__ = f"{type(resource).__name__}.{self._name}"
        method.__module__ = type(resource).__module__
        method.__doc__ = self.build.__doc__
        method.__signature__ = self.signature(type(resource))
        resource.__dict__[self._name] = method
        return method

    def _make_sync(self, resource: Any, build: Callable[P, Any]) -> Any:
        raise NotImplementedError  # pragma: no cover

    def _make_async(self, resource: Any, build: Callable[P, Any]) -> Any:
        raise NotImplementedError  # pragma: no cover

    def _return_annotation(self, result: Any, *, is_async: bool) -> Any:
        raise NotImplementedError  # pragma: no cover
