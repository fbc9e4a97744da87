"""The operations that the sandbox serves, and the collections that it stores, from the bundled OpenAPI documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import attrs

from timeback._spec import documents
from timeback._spec.documents import Document
from timeback._spec.operations import Operation as DeclaredOperation
from timeback._spec.operations import operations_as
from timeback._spec.schemas import DocumentError, Schema, Schemas
from timeback._spec.standard import standard_document
from timeback.sandbox.errors import ApiError
from timeback.sandbox.spec import filter_parser as filters
from timeback.sandbox.spec.filterable import FilterableProperty, filterable_properties, filterable_property

__all__ = ["Api", "CollectionSchema", "Document", "Operation", "Select", "load", "load_standard"]

# In every collection of OneRoster, objects are looked up by id, and by the time of their last change.
_ALWAYS_INDEXED = {"sourcedId", "dateLastModified"}
# The id of an object in OneRoster, in QTI, and of feedback on QTI content.
_IDS = {"sourcedId", "identifier", "id"}


@attrs.frozen
class Select:
    """Which objects of a collection an operation is about (``x-select``).

    Attributes:
        where: a condition on these objects. It may contain path parameters: ``classSourcedId='{classSourcedId}'``.
        source: another collection. The condition is then on its objects.
        take: the property by which objects of ``source`` refer to the objects that are selected.
        inherit: by property, the collection and the reference through which an object that lacks the property has the
            value of another object: ``{"class": ("lineItems", "lineItem")}``.
    """

    where: filters.Filter
    source: str | None = None
    take: str | None = None
    inherit: Mapping[str, tuple[str, str]] = attrs.field(factory=dict)

    def inherited(self, name: str) -> tuple[str, str] | None:
        """The collection and the reference through which a name in the condition is inherited."""
        return self.inherit.get(name.partition(".")[0])

    def names(self) -> set[str]:
        """The path parameters in the condition."""
        values = (comparison.value for comparison in self.where.comparisons())
        return {value[1:-1] for value in values if value.startswith("{") and value.endswith("}")}


@attrs.frozen(eq=False)
class Operation(DeclaredOperation):
    """One operation, with what the sandbox needs to carry it out.

    Attributes:
        select: the objects that it is about; None where it is about the whole collection.
        needs_body: whether a request must have a body.
        own_parameter: the path parameter that is the id of the object itself.
    """

    select: Select | None = attrs.field(init=False)
    needs_body: bool = attrs.field(init=False)
    own_parameter: str | None = attrs.field(init=False)

    @select.default
    def _select(self) -> Select | None:
        declared = self.declared.get("x-select")
        if declared is None:
            return None
        try:
            where = filters.parse(declared["where"])
        except ApiError as error:
            raise DocumentError(f"{self.id}: x-select: {error}") from error
        through = {name: self._reference(place) for name, place in declared.get("inherit", {}).items()}
        return Select(where, declared.get("from"), declared.get("take"), through)

    def _reference(self, name: str) -> tuple[str, str]:
        """The collection that a property refers to, and the property."""
        schemas = self.document.schemas
        declared = schemas.properties(self.item or self.written or {}).get(name, {})
        collection = schemas.extension(declared, "x-refers-to")
        if collection is None:
            raise DocumentError(f"{self.id}: x-select: {name} is no reference")
        return collection, name

    @property
    def segments(self) -> list[str]:
        """The parts of the path, with the base path."""
        return [part for part in (self.document.base_path + self.path).split("/") if part]

    @needs_body.default
    def _needs_body(self) -> bool:
        declared = self.declared.get("requestBody")
        return declared is not None and bool(self.document.schemas.resolve(declared).get("required"))

    @own_parameter.default
    def _own_parameter(self) -> str | None:
        names = [part[1:-1] for part in self.path.split("/") if part.startswith("{")]
        others = set(self.parents) | (self.select.names() if self.select else set())
        left = [name for name in names if name not in others]
        return left[-1] if left else None


@attrs.define(eq=False)
class CollectionSchema:
    """The properties of the objects of a collection, and how the objects can be filtered.

    Attributes:
        filterable: by name; those that requests may use, and those that only the selections of operations use.
        public: names that requests may use.
        properties: names of all properties.
        indexed: names in ``filterable`` that get an index.
    """

    name: str
    filterable: dict[str, FilterableProperty] = attrs.field(factory=dict)
    public: set[str] = attrs.field(factory=set)
    properties: set[str] = attrs.field(factory=set)
    indexed: set[str] = attrs.field(factory=set)


@attrs.frozen(eq=False)
class Api:
    """All operations and collections of a set of documents.

    Attributes:
        collections: by name.
        prefixes: the path prefixes of all operations.
    """

    operations: tuple[Operation, ...]
    collections: Mapping[str, CollectionSchema]
    prefixes: tuple[str, ...]


def _collections(operations: tuple[Operation, ...]) -> dict[str, CollectionSchema]:
    collections: dict[str, CollectionSchema] = {}
    objects: dict[str, list[tuple[Schemas, Schema]]] = {}
    for operation in operations:
        if operation.entity is None:
            continue
        collection = collections.setdefault(operation.entity, CollectionSchema(operation.entity))
        schema = operation.item if operation.method == "GET" else operation.written
        schemas = operation.document.schemas
        # Other bodies and replies, such as a password or a pair of ids, are not objects of the collection.
        if schema is None or not _IDS & set(schemas.properties(schema)):
            continue
        objects.setdefault(operation.entity, []).append((schemas, schema))
        for name, filterable in filterable_properties(schemas, schema).items():
            collection.filterable.setdefault(name, filterable)
            collection.public.add(name)
        collection.properties.update(schemas.properties(schema))
        indexed = set(schemas.resolve(schema).get("x-indexed", ()))
        if unknown := indexed - collection.public:
            raise DocumentError(f"{operation.id}: x-indexed: {collection.name} have no property {min(unknown)}")
        collection.indexed.update(indexed, _ALWAYS_INDEXED & collection.public)

    def require(collection_name: str, name: str, operation: Operation) -> None:
        collection = collections.setdefault(collection_name, CollectionSchema(collection_name))
        if name not in collection.filterable:
            candidates = (filterable_property(*object_, name) for object_ in objects.get(collection_name, ()))
            found = next((filterable for filterable in candidates if filterable is not None), None)
            if found is None:
                raise DocumentError(f"{operation.id}: x-select: {collection_name} have no property {name}")
            collection.filterable[name] = found
        if "." in name and not collection.filterable[name].many:
            collection.indexed.add(name)

    for operation in operations:
        select = operation.select
        if select is None or operation.entity is None:
            continue
        source = select.source or operation.entity
        for comparison in select.where.comparisons():
            require(source, comparison.name, operation)
            if (inherited := select.inherited(comparison.name)) is not None:
                through, reference = inherited
                require(through, comparison.name, operation)
                require(source, f"{reference}.sourcedId", operation)
        if select.take is not None:
            require(source, f"{select.take}.sourcedId", operation)
    return collections


def read(found: Iterable[Document]) -> Api:
    """The operations and collections of documents.

    Raises:
        DocumentError: an ``x-`` key contradicts the schemas.
    """
    found = tuple(found)
    operations = tuple(operation for document in found for operation in operations_as(Operation, document))
    prefixes = tuple(prefix for document in found for prefix in document.prefixes)
    return Api(operations, _collections(operations), prefixes)


@cache
def load() -> Api:
    """The operations and collections of all bundled documents."""
    return read(map(documents.load, documents.packages()))


@cache
def load_standard() -> Api:
    """The operations and collections of the OneRoster standard alone.

    A filter may name properties by their paths, such as ``roles.role``. The shorter names are those of the platform.
    """
    documents_of_standard = map(standard_document, map(documents.load, documents.packages()))
    api = read(document for document in documents_of_standard if document is not None)
    for collection in api.collections.values():
        paths = {name: ".".join(step.name for step in found.steps) for name, found in collection.filterable.items()}
        collection.public = {name for name in collection.public if paths[name] == name}
    return api
