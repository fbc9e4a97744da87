"""Packages: whole frameworks, which are written at once, and read as lists or as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from timeback.sandbox.case.groups import ItemTree
from timeback.sandbox.case.written_objects import WrittenPackage
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import owned_collection
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse, as_json
from timeback.sandbox.spec.openapi import CollectionSchema
from timeback.sandbox.spec.validation import Validators, refuse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["CASE_COLLECTIONS", "create", "read", "read_groups", "replace"]

_PACKAGES: Final = "case.packages"
_DOCUMENTS: Final = "CFDocuments"
_PARTS: Final = ("CFItems", "CFAssociations")

CASE_COLLECTIONS: Final[Mapping[str, CollectionSchema]] = {_PACKAGES: owned_collection(_PACKAGES)}
"""Collections that no OpenAPI document declares: the package of each document, with its items and associations."""


def create(validators: Validators, store: Store, request: OperationRequest) -> OperationResponse:
    identifier = (request.body or {})["CFDocument"]["identifier"]
    if store.has(_DOCUMENTS, identifier):
        raise refuse([("CFDocument.identifier", f"{identifier} already exists in {_DOCUMENTS}; use PUT to replace it")])
    return _write(validators, store, request, f"{request.url.rstrip('/')}/{identifier}")


def replace(validators: Validators, store: Store, request: OperationRequest) -> OperationResponse:
    identifier = (request.body or {})["CFDocument"]["identifier"]
    if identifier != request.path["sourcedId"]:
        raise ApiError(400, "CFDocument.identifier: differs between body and path.")
    return _write(validators, store, request, request.url)


def _write(validators: Validators, store: Store, request: OperationRequest, url: str) -> OperationResponse:
    written = WrittenPackage(request.body or {}, url)
    document, items, associations = written.document(), written.items(), written.associations()
    parts = {"CFItems": items, "CFAssociations": associations}
    problems = [
        *_invalid(validators, request, "CFDocument", document, "CFDocument"),
        *(
            problem
            for name, values in parts.items()
            for index, value in enumerate(values)
            for problem in _invalid(validators, request, name.removesuffix("s"), value, f"{name}[{index}]")
        ),
        *(problem for name, values in parts.items() for problem in _taken(store, written.id, name, values)),
    ]
    if problems:
        raise refuse(problems)
    misplaced = ItemTree(items, associations).problem()
    if misplaced is not None:
        raise refuse([("CFAssociations", f"the item {misplaced[0]} {misplaced[1]}")])
    stored = store.get(_PACKAGES, written.id) or {}
    for name in _PARTS:
        for sourced_id in {each["sourcedId"] for each in stored.get(name, ())}:
            store.remove(name, sourced_id)
    store.put(_DOCUMENTS, document)
    for name, values in parts.items():
        store.load(name, values)
    store.put(_PACKAGES, {"sourcedId": written.id, "owner": written.id, **parts})
    counts = {"documents": 1, "items": len(items), "associations": len(associations)}
    result = {"documentId": written.id, "stats": counts, "success": True}
    return request.json_response({"success": True, "message": "The package was stored.", "result": result})


def _invalid(
    validators: Validators, request: OperationRequest, schema: str, value: StoredObject, place: str
) -> list[tuple[str, str]]:
    """What replies could not contain, such as a text where they have a date, by the names of requests."""
    document = request.operation.document
    found = validators.problems(document, document.content["components"]["schemas"][schema], value)
    return [(f"{place}.{path.replace('sourcedId', 'identifier')}", problem) for path, problem in found]


def _taken(store: Store, package: str, name: str, values: Iterable[StoredObject]) -> Iterator[tuple[str, str]]:
    """Ids that occur twice, or belong to another package."""
    seen: set[str] = set()
    ids = [value["sourcedId"] for value in values]
    known = set(ids) - store.missing(name, ids)
    for index, value in enumerate(values):
        sourced_id, place = value["sourcedId"], f"{name}[{index}].identifier"
        if sourced_id in seen:
            yield place, f"{sourced_id} occurs twice"
        elif sourced_id in known:
            other = ((store.get(name, sourced_id) or {}).get("CFDocumentURI") or {}).get("sourcedId")
            if other != package:
                yield place, f"{sourced_id} belongs to another package"
        seen.add(sourced_id)


def read(store: Store, request: OperationRequest) -> OperationResponse:
    document, package = _stored(store, request)
    return _reply(request, {"sourcedId": document["sourcedId"], "CFDocument": document, **package})


def read_groups(store: Store, request: OperationRequest) -> OperationResponse:
    document, package = _stored(store, request)
    groups = ItemTree(package["CFItems"], package["CFAssociations"]).groups()
    return _reply(request, {"sourcedId": document["sourcedId"], "CFDocument": document, "structuredContent": groups})


def _stored(store: Store, request: OperationRequest) -> tuple[StoredObject, StoredObject]:
    """The document that the path names, and the items and associations of its package."""
    sourced_id = request.path["sourcedId"]
    package = store.get(_PACKAGES, sourced_id) or {}
    return store.get(_DOCUMENTS, sourced_id) or {}, {name: package.get(name, []) for name in _PARTS}


def _reply(request: OperationRequest, value: StoredObject) -> OperationResponse:
    names = request.selected_fields()
    if names is not None:
        value = {name: value[name] for name in names if name in value}
    return OperationResponse(request.operation.status, as_json({request.operation.unwrap[0]: value}))
