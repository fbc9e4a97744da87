"""Reads the operations of an OpenAPI document: parameters, request body, reply, and their ``x-`` keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeVar

import attrs

from timeback._spec.documents import Document, load, packages
from timeback._spec.schemas import EXTENSION, Schema, names

METHODS: Final = ("get", "post", "put", "patch", "delete")


OperationT = TypeVar("OperationT", bound="Operation")


@attrs.frozen(eq=False)
class Operation:
    """One operation of a document.

    Attributes:
        method: the HTTP method in capitals.
        declared: the operation as it is in the document.
        status: status of the reply to a request that succeeds.
        entity: name of the collection that it reads or writes (``x-entity``).
        parents: path parameters that are ids of other objects, each with their collection (``x-parents``).
        parameters: query parameters by name, each with its schema.
        body: schema of the JSON body; None where the operation takes none.
        content_types: media types of the body.
        wrapped: names of the property of the body that has the object (``x-unwrap``).
        reply: schema of the JSON reply; None where it has none.
        unwrap: names of the property of the reply that has the object. The first is used in writing.
        collection: name of the list in a reply (``x-collection``); None where the reply is not a list.
        item: schema of the object in the reply, or of the elements of the list.
        is_extension: whether only the platform has it, and OneRoster 1.2 does not define it (``x-extension``).
        extension_parameters: names of the query parameters that only the platform has.
    """

    id: str
    method: str
    path: str
    document: Document = attrs.field(repr=False)
    declared: Mapping[str, Any] = attrs.field(repr=False)
    status: int
    entity: str | None
    parents: Mapping[str, str]
    parameters: Mapping[str, Schema] = attrs.field(repr=False)
    body: Schema | None = attrs.field(repr=False)
    content_types: tuple[str, ...]
    wrapped: tuple[str, ...]
    reply: Schema | None = attrs.field(repr=False)
    unwrap: tuple[str, ...]
    collection: str | None
    item: Schema | None = attrs.field(repr=False)
    is_extension: bool
    extension_parameters: frozenset[str] = attrs.field(repr=False)

    @property
    def written(self) -> Schema | None:
        """Schema of the object in the body, without its wrapper."""
        if self.body is None or not self.wrapped:
            return self.body
        declared = self.document.schemas.properties(self.body)[self.wrapped[0]]
        return self.document.schemas.element(declared) or self.document.schemas.resolve(declared)

    @property
    def batch(self) -> bool:
        """Whether the body has a list of objects."""
        if self.body is None or not self.wrapped:
            return False
        schemas = self.document.schemas
        return schemas.element(schemas.properties(self.body)[self.wrapped[0]]) is not None


def operations(document: Document) -> Iterator[Operation]:
    """The operations of a document, in its order."""
    return operations_as(Operation, document)


@cache
def standard_operations() -> tuple[Operation, ...]:
    """The operations of all documents that OneRoster 1.2 defines, without the extensions of the platform."""
    return tuple(one for name in packages() for one in operations(load(name)) if not one.is_extension)


def operations_as(kind: type[OperationT], document: Document) -> Iterator[OperationT]:
    """The operations of a document as objects of a subclass, which has no arguments of its own."""
    for path, entry in document.content["paths"].items():
        for method in METHODS:
            if method in entry:
                yield _operation(kind, document, path, method, entry)


def _operation(
    kind: type[OperationT], document: Document, path: str, method: str, entry: Mapping[str, Any]
) -> OperationT:
    schemas = document.schemas
    declared = entry[method]
    resolved_parameters = map(schemas.resolve, [*entry.get("parameters", []), *declared.get("parameters", [])])
    query = [parameter for parameter in resolved_parameters if parameter["in"] == "query"]
    body_content = schemas.resolve(declared["requestBody"])["content"] if "requestBody" in declared else {}
    body = _json_schema(body_content)
    # If there are several statuses of success, the highest is the one for work that is complete.
    status = max(int(code) for code in declared["responses"] if code.startswith("2"))
    reply = _json_schema(schemas.resolve(declared["responses"][str(status)]).get("content", {}))
    resolved = schemas.resolve(reply) if reply is not None else {}
    collections, unwrap = names(resolved.get("x-collection")), names(resolved.get("x-unwrap"))
    return kind(
        id=declared["operationId"],
        method=method.upper(),
        path=path,
        document=document,
        declared=declared,
        status=status,
        entity=declared.get("x-entity"),
        parents=declared.get("x-parents", {}),
        parameters={parameter["name"]: parameter.get("schema", {}) for parameter in query},
        body=body,
        content_types=tuple(body_content),
        wrapped=names(schemas.resolve(body).get("x-unwrap")) if body is not None else (),
        reply=reply,
        unwrap=unwrap,
        collection=collections[0] if collections else None,
        item=_item(document, resolved, collections, unwrap),
        is_extension=document.is_extension or bool(declared.get(EXTENSION)),
        extension_parameters=frozenset(parameter["name"] for parameter in query if parameter.get(EXTENSION)),
    )


def _item(document: Document, reply: Schema, collections: tuple[str, ...], unwrap: tuple[str, ...]) -> Schema | None:
    schemas = document.schemas
    properties = schemas.properties(reply)
    if collections:
        return schemas.element(properties[collections[0]])
    if unwrap:
        declared = properties[unwrap[0]]
        return schemas.element(declared) or schemas.resolve(schemas.variants(declared)[0])
    return reply if properties else None


def _json_schema(content: Mapping[str, Any]) -> Schema | None:
    declared = content.get("application/json", {}).get("schema")
    return declared if isinstance(declared, dict) else None
