"""Paged lists of stored documents, and of the parts and sections in a stored test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.qti.repository import DocumentCollection, DocumentRepository, response_view
from timeback.sandbox.spec import filter_parser as filters
from timeback.sandbox.storage import query
from timeback.sandbox.storage.store import StoredObject
from timeback_runtime.numbers import loads_exactly

__all__ = ["list_objects", "list_parts"]

_LIMIT: Final = 10
_MODES: Final = ("navigationMode", "submissionMode")


def list_objects(
    collection: DocumentCollection, repository: DocumentRepository, request: OperationRequest
) -> OperationResponse:
    layout = repository.store.layouts[collection.name]
    limit, page = request.integer("limit", _LIMIT), request.integer("page", 1)
    sort, order = request.choice("sort") or "createdAt", request.choice("order") or "desc"
    conditions = [
        query.condition_of_filter(layout, filters.parse(f"{name}='{mode}'"))
        for name in _MODES
        if (mode := request.choice(name)) is not None
    ]
    text = request.parameter("filter")
    if text is not None:
        conditions.append(query.condition_of_filter(layout, filters.parse(text)))
    words = request.parameter("query")
    if words:
        found = query.condition_of_search(layout, words)
        conditions += [found] if found is not None else []
    # The order of creation also orders objects with the same createdAt.
    by = query.order(layout, None if sort == "createdAt" else sort, order == "desc")
    total, texts = repository.store.page(collection.name, query.join(conditions), by, limit, (page - 1) * limit)
    return _page(request, [response_view(loads_exactly(text)) for text in texts], total, page, limit, sort, order)


def list_parts(request: OperationRequest, parts: Sequence[StoredObject]) -> OperationResponse:
    """A page of the parts of an object, in the order of the object unless the request has `sort`."""
    limit, page = request.integer("limit", _LIMIT), request.integer("page", 1)
    sort, order = request.choice("sort"), request.choice("order") or "desc"
    found = list(parts)
    for name in _MODES:
        mode = request.choice(name)
        found = [part for part in found if mode is None or part.get(name) == mode]
    words = (request.parameter("query") or "").casefold()
    found = [part for part in found if words in f"{part['identifier']}\n{part.get('title', '')}".casefold()]
    if sort is not None:
        with_value = sorted((p for p in found if p.get(sort)), key=lambda p: str(p[sort]), reverse=order == "desc")
        found = [*with_value, *(part for part in found if not part.get(sort))]
    start = (page - 1) * limit
    return _page(request, found[start : start + limit], len(found), page, limit, sort, order if sort else None)


def _page(
    request: OperationRequest,
    items: list[StoredObject],
    total: int,
    page: int,
    limit: int,
    sort: str | None,
    order: str | None,
) -> OperationResponse:
    reply: dict[str, Any] = {
        "items": items,
        "total": total,
        "page": page,
        "pages": -(-total // limit),
        "limit": limit,
        **({"sort": sort} if sort else {}),
        **({"order": order} if order else {}),
    }
    return request.json_response(reply)
