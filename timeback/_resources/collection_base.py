"""The base of the shared methods of collections: the names of a collection's methods and properties."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from timeback._resources.multi_request import entity_of
from timeback._resources.naming import method_name
from timeback_runtime.model import Model

T = TypeVar("T")


class CollectionBase(Generic[T]):
    """A collection, whose shared methods call its declared ones.

    Attributes:
        _names: the singular and the plural in the names of the collection's methods, such as ``("user", "users")``.
        _id: the wire name of the property that holds an object's id, and ``_id_attribute`` its Python name.
        _changed: the wire name of the property that holds the time of its last change.
    """

    _names: ClassVar[tuple[str, str]]
    # The session of the resource that a collection is, too.
    _session: Any
    _id: ClassVar[str] = "sourcedId"
    _id_attribute: ClassVar[str] = "sourced_id"
    _changed: ClassVar[str] = "dateLastModified"

    def _build(self, verb: str) -> Callable[..., Any]:
        build: Callable[..., Any] = inspect.getattr_static(type(self), method_name(verb, self._names)).build
        return build

    @classmethod
    def _model(cls) -> type[Model]:
        """Return the model of the collection's objects."""
        model: type[Model] | None = entity_of(cls)
        assert model is not None
        return model
