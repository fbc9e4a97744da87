"""Lists of a collection: paging, sorting, filters, search, counters and headers, as the documents describe them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from timeback.sandbox.operations.requests import OperationRequest, OperationResponse, as_json
from timeback.sandbox.spec import filter_parser as filters
from timeback.sandbox.spec.openapi import Operation
from timeback.sandbox.storage import query
from timeback.sandbox.storage.query import SqlCondition
from timeback.sandbox.storage.store import Store
from timeback_runtime.numbers import loads_exactly

__all__ = ["list_objects", "projected"]


def list_objects(
    store: Store, entity: str, request: OperationRequest, conditions: Sequence[SqlCondition] = ()
) -> OperationResponse:
    """One page of a collection, of the objects that meet the conditions and the parameters of the request."""
    operation = request.operation
    layout = store.layouts[entity]
    if "limit" in operation.parameters:
        limit = request.declared_integer("limit", 100)
    else:
        # A list without paging parameters is returned as a whole.
        limit = max(1, store.count(entity))
    offset = request.declared_integer("offset", 0)
    names = request.selected_fields()
    order = query.order(layout, request.parameter("sort"), request.choice("orderBy") == "desc", request.quirks.shuffle)
    conditions = list(conditions)
    text = request.parameter("filter")
    if text is not None:
        conditions.append(query.condition_of_filter(layout, filters.parse(text)))
    search = request.parameter("search")
    if search:
        found = query.condition_of_search(layout, search)
        conditions += [found] if found is not None else []
    page_size, start = request.quirks.page("limit", limit), request.quirks.page("offset", offset)
    total, page = store.joined_page(entity, query.join(conditions), order, page_size, start)
    if names is not None:
        objects = loads_exactly(f"[{page.decode()}]")
        page = as_json([_selected(value, names) for value in objects])[1:-1]
    counters = {
        "totalCount": total,
        "pageCount": -(-total // limit),
        "pageNumber": offset // limit + 1,
        "offset": offset,
        "limit": limit,
    }
    opening = f"{{{json.dumps(operation.collection)}:[".encode()
    content = b"".join((opening, page, f"]{_counters(operation, counters)}}}".encode()))
    headers = {"X-Total-Count": str(total), "Link": _links(request, total, limit, offset)}
    return OperationResponse(operation.status, content, headers)


def projected(text: str, names: Sequence[str]) -> str:
    """The JSON text of an object with only these properties."""
    return as_json(_selected(loads_exactly(text), names)).decode()


def _selected(value: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: value[name] for name in names if name in value}


@lru_cache(maxsize=1024)
def _declared(operation: Operation) -> frozenset[str]:
    return frozenset(operation.document.schemas.properties(operation.reply or {}))


def _counters(operation: Operation, counters: Mapping[str, int]) -> str:
    """The JSON text of those counters that the document declares, each after a comma."""
    declared = _declared(operation)
    return "".join(f',"{name}":{value}' for name, value in counters.items() if name in declared)


def _links(request: OperationRequest, total: int, limit: int, offset: int) -> str:
    last = (total - 1) // limit * limit if total else 0
    pages = {"first": 0, "last": last}
    if offset + limit < total:
        pages["next"] = offset + limit
    if offset > 0:
        pages["prev"] = max(0, offset - limit)
    return ", ".join(f'<{request.page_url(limit, start)}>; rel="{name}"' for name, start in pages.items())
