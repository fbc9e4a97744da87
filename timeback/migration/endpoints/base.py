"""The protocols of migration endpoints: a source, a target, and their collections of objects."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence, Set
from typing import Any, Protocol

from timeback._spec.entities import Entity
from timeback.migration.endpoints.identity import EndpointIdentity


class SourceCollection(Protocol):
    """A collection of objects to read from. Objects are dictionaries with wire names."""

    sorted_by_id: bool
    """Whether it lists objects in ascending order of their ids."""
    supports_filters: bool

    async def count(self, filter_expr: Any = None) -> int | None:
        """The number of objects; None if it is unknown.

        Raises:
            NotServedError: the endpoint does not serve the collection.
        """

    def iterate(self, filter_expr: Any = None) -> AsyncGenerator[dict[str, Any], None]:
        """All objects.

        Raises:
            NotServedError: the endpoint does not serve the collection.
        """

    def pages(self, filter_expr: Any = None) -> AsyncGenerator[list[dict[str, Any]], None]:
        """All objects, as ``iterate`` has them, in pages that are not empty.

        Raises:
            NotServedError: the endpoint does not serve the collection.
        """

    def iterate_ids(self) -> AsyncGenerator[str, None]:
        """The ids of all objects, in the order of the endpoint."""

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """The object with this id; None if there is none."""


class TargetCollection(SourceCollection, Protocol):
    """A collection of objects to write to."""

    async def page_after(self, sourced_id: str) -> list[dict[str, Any]]:
        """The next objects in the order of their ids; an empty list at the end."""

    async def search(self, values: Mapping[str, str]) -> list[dict[str, Any]]:
        """The objects with these values, by the names of filters."""

    async def create(self, value: dict[str, Any]) -> str | None:
        """Create an object, and return the id that it was given."""

    async def update(self, sourced_id: str, value: dict[str, Any]) -> None:
        """Replace the object with this id."""

    @property
    def can_delete(self) -> bool:
        """Whether an object can be deleted."""

    async def delete(self, sourced_id: str) -> None:
        """Delete the object with this id, or mark it as deleted."""

    async def defer_creation(self, sourced_id: str, value: dict[str, Any], payload: dict[str, Any]) -> bool:
        """Store a prepared object until it is known which of its references can be written.

        Args:
            value: the object with all of its references.
            payload: what could be written now. It is validated, so that it is rejected now and not later.

        Returns:
            False if objects can be updated after their creation, so that nothing needs to be stored.
        """

    async def deferred_object(self, sourced_id: str) -> dict[str, Any] | None:
        """The object whose creation was deferred; None if there is none."""


class SourceEndpoint(Protocol):
    """An endpoint that objects are read from."""

    identity: EndpointIdentity

    @property
    def detached_orgs(self) -> Sequence[str]:
        """The ids of organisations that count as at the top although they name a parent. Complete after the run."""

    def collection(self, entity: Entity) -> SourceCollection | None:
        """The collection of an entity; None if the endpoint cannot hold it."""

    def partial_properties(self, entity: Entity) -> Set[str]:
        """The properties of which the endpoint has only changed items, as exports of changes do."""

    async def check_sessions(self, filter_expr: Any = None, *, for_files: bool = False) -> None:
        """Check that the organisation of academic sessions is known, before anything is sent.

        Args:
            filter_expr: selects the sessions that are transferred.
            for_files: whether they are written to files, which can do without an organisation.

        Raises:
            InvalidRequestError: ``root_org`` is required, or there is no organisation with this id.
        """


class TargetEndpoint(Protocol):
    """An endpoint that objects are written to."""

    identity: EndpointIdentity
    writes_atomically: bool
    """Whether nothing is visible before everything is written, as with files."""
    copies_verbatim: bool
    """Whether it takes objects exactly as the source has them, with server-managed properties and with references to
    objects that it lacks."""
    implied_properties: Mapping[str, Set[str]]
    """By entity, properties that are not written, because other properties imply them."""

    def collection(self, entity: Entity) -> TargetCollection | None:
        """The collection of an entity; None if the endpoint cannot hold it."""
