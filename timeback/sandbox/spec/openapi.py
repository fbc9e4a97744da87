"""The operations that the sandbox answers, as the bundled OpenAPI documents describe them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from urllib.parse import urlsplit

import attrs

from timeback.sandbox.errors import ApiError, DocumentError
from timeback.sandbox.spec import filter_parser as filters
from timeback.sandbox.spec.schemas import Facet, Schema, Schemas

__all__ = ["Api", "Document", "Entity", "Operation", "Select", "load"]

_METHODS = ("get", "post", "put", "patch", "delete")
# By these objects are looked up more often than a select of the documents tells.
_KEYS = {
    "sourcedId",
    "dateLastModified",
    "student.sourcedId",
    "assessmentLineItem.sourcedId",
    "parentAssessmentLineItem.sourcedId",
    "component.sourcedId",
    "componentResource.sourcedId",
    "courseComponent.sourcedId",
    "course.sourcedId",
    "studentSourcedId",
    "lessonId",
}
# OneRoster's objects have the first, those of QTI the second, remarks on them the third.
_IDS = {"sourcedId", "identifier", "id"}


@attrs.frozen
class Select:
    """Which objects of a collection an operation is about.

    `where` is a condition on them. With `source` and `take` the condition is on the objects of another collection,
    and meant are those that these name under `take`.
    """

    where: filters.Filter
    source: str | None = None
    take: str | None = None

    def names(self) -> set[str]:
        """The path parameters that the condition speaks of."""
        values = (comparison.value for comparison in self.where.comparisons())
        return {value[1:-1] for value in values if value.startswith("{") and value.endswith("}")}


@attrs.frozen(eq=False)
class Document:
    """One document: a base path and the schemas of its operations."""

    name: str
    base: str
    content: Mapping[str, Any] = attrs.field(repr=False)
    schemas: Schemas = attrs.field(repr=False)


@attrs.frozen(eq=False)
class Operation:
    """One operation, with what the sandbox needs to carry it out."""

    id: str
    method: str
    path: str
    document: Document = attrs.field(repr=False)
    status: int
    entity: str | None
    select: Select | None
    parents: Mapping[str, str]
    parameters: Mapping[str, Schema]
    """Query parameters by name, each with its schema."""
    body: Schema | None
    """Schema of the JSON body; None where the operation takes none."""
    content_types: tuple[str, ...]
    wrapped: tuple[str, ...]
    """Names under which the body's object may stand."""
    reply: Schema | None
    unwrap: tuple[str, ...]
    """Names under which the reply's object may stand; the first is written."""
    collection: str | None
    """Name of the list in a list reply; None where the reply is not a list."""
    item: Schema | None
    """Schema of the object or of the list's elements in the reply."""

    @property
    def written(self) -> Schema | None:
        """Schema of the object in the body, without its wrapper."""
        if self.body is None or not self.wrapped:
            return self.body
        declared = self.document.schemas.properties(self.body)[self.wrapped[0]]
        return self.document.schemas.element(declared) or self.document.schemas.resolve(declared)

    @property
    def batch(self) -> bool:
        """Whether the body holds several objects."""
        if self.body is None or not self.wrapped:
            return False
        schemas = self.document.schemas
        return schemas.element(schemas.properties(self.body)[self.wrapped[0]]) is not None

    @property
    def segments(self) -> list[str]:
        return [part for part in (self.document.base + self.path).split("/") if part]

    @property
    def own_parameter(self) -> str | None:
        """The path parameter that holds the id of the object itself."""
        names = [part[1:-1] for part in self.path.split("/") if part.startswith("{")]
        taken = set(self.parents) | (self.select.names() if self.select else set())
        left = [name for name in names if name not in taken]
        return left[-1] if left else None


@attrs.define(eq=False)
class Entity:
    """A collection of the store: what its objects can be filtered by, and which properties they have."""

    name: str
    facets: dict[str, Facet] = attrs.field(factory=dict)
    """By name; public ones and those that only the selections of operations use."""
    public: set[str] = attrs.field(factory=set)
    properties: set[str] = attrs.field(factory=set)
    keys: set[str] = attrs.field(factory=set)
    """Names of facets that get an index."""


@attrs.frozen(eq=False)
class Api:
    """All operations and entities of a set of documents."""

    operations: tuple[Operation, ...]
    entities: Mapping[str, Entity]
    bases: tuple[str, ...]


def _names(value: Any) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _base(content: Mapping[str, Any]) -> str:
    servers = content.get("servers") or [{"url": ""}]
    address: str = servers[0]["url"]
    for name, variable in servers[0].get("variables", {}).items():
        address = address.replace("{" + name + "}", str(variable["default"]))
    return urlsplit(address).path.rstrip("/")


def _select(declared: Mapping[str, Any] | None) -> Select | None:
    if declared is None:
        return None
    try:
        where = filters.parse(declared["where"])
    except ApiError as error:
        raise DocumentError(f"x-select: {error}") from error
    return Select(where, declared.get("from"), declared.get("take"))


def _json_schema(content: Mapping[str, Any]) -> Schema | None:
    declared = content.get("application/json", {}).get("schema")
    return declared if isinstance(declared, dict) else None


def _operation(document: Document, path: str, method: str, shared: list[Any], declared: Mapping[str, Any]) -> Operation:
    schemas = document.schemas
    parameters = {
        parameter["name"]: parameter.get("schema", {})
        for parameter in (schemas.resolve(p) for p in [*shared, *declared.get("parameters", [])])
        if parameter["in"] == "query"
    }
    body_content = schemas.resolve(declared["requestBody"])["content"] if "requestBody" in declared else {}
    body = _json_schema(body_content)
    # Where a document offers several successes, the highest is the one that means "done just now".
    status = max(int(code) for code in declared["responses"] if code.startswith("2"))
    reply = _json_schema(schemas.resolve(declared["responses"][str(status)]).get("content", {}))
    resolved = schemas.resolve(reply) if reply is not None else {}
    collections, unwrap = _names(resolved.get("x-collection")), _names(resolved.get("x-unwrap"))
    properties = schemas.properties(resolved)
    item: Schema | None = None
    if collections:
        item = schemas.element(properties[collections[0]])
    elif unwrap:
        declared_item = properties[unwrap[0]]
        item = schemas.element(declared_item) or schemas.resolve(schemas.variants(declared_item)[0])
    elif properties:
        item = resolved
    return Operation(
        id=declared["operationId"],
        method=method.upper(),
        path=path,
        document=document,
        status=status,
        entity=declared.get("x-entity"),
        select=_select(declared.get("x-select")),
        parents=declared.get("x-parents", {}),
        parameters=parameters,
        body=body,
        content_types=tuple(body_content),
        wrapped=_names(schemas.resolve(body).get("x-unwrap")) if body is not None else (),
        reply=reply,
        unwrap=unwrap,
        collection=collections[0] if collections else None,
        item=item,
    )


def _operations(document: Document) -> Iterator[Operation]:
    for path, entry in document.content["paths"].items():
        for method in _METHODS:
            if method in entry:
                yield _operation(document, path, method, entry.get("parameters", []), entry[method])


def _entities(operations: tuple[Operation, ...]) -> dict[str, Entity]:
    entities: dict[str, Entity] = {}
    shapes: dict[str, list[tuple[Schemas, Schema]]] = {}
    for operation in operations:
        if operation.entity is None:
            continue
        entity = entities.setdefault(operation.entity, Entity(operation.entity))
        schema = operation.item if operation.method == "GET" else operation.written
        # A body or reply that is no object of the collection (a password, a pair of ids) has no id.
        if schema is None or not _IDS & set(operation.document.schemas.properties(schema)):
            continue
        schemas = operation.document.schemas
        shapes.setdefault(operation.entity, []).append((schemas, schema))
        for name, facet in schemas.facets(schema).items():
            entity.facets.setdefault(name, facet)
            entity.public.add(name)
        entity.properties.update(schemas.properties(schema))
        entity.keys.update(_KEYS & entity.public)

    def need(collection: str, name: str, operation: Operation) -> None:
        entity = entities.setdefault(collection, Entity(collection))
        if name not in entity.facets:
            for schemas, schema in shapes.get(collection, ()):
                facet = schemas.facet(schema, name)
                if facet is not None:
                    entity.facets[name] = facet
                    break
            else:
                raise DocumentError(f"{operation.id}: x-select asks {collection} for {name}, which they do not have")
        if "." in name and not entity.facets[name].many:
            entity.keys.add(name)

    for operation in operations:
        if operation.select is None or operation.entity is None:
            continue
        collection = operation.select.source or operation.entity
        for comparison in operation.select.where.comparisons():
            need(collection, comparison.name, operation)
        if operation.select.take is not None:
            need(collection, f"{operation.select.take}.sourcedId", operation)
    return entities


def read(contents: Mapping[str, Mapping[str, Any]]) -> Api:
    """Make sense of documents, given by the name of their package."""
    documents = [Document(name, _base(content), content, Schemas(content)) for name, content in contents.items()]
    operations = tuple(operation for document in documents for operation in _operations(document))
    return Api(operations, _entities(operations), tuple(document.base for document in documents))


def _bundled(root: Traversable) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for package in sorted(root.iterdir(), key=lambda entry: entry.name):
        document = package.joinpath("openapi.json")
        if package.is_dir() and document.is_file():
            yield package.name, json.loads(document.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def load() -> Api:
    """Read the documents of all generated packages."""
    contents = dict(_bundled(files("timeback_api")))
    if not contents:
        raise DocumentError("the package timeback_api holds no openapi.json; install timeback-client again")
    return read(contents)
