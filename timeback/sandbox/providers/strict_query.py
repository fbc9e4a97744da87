"""The query parameters of the OneRoster standard, without tolerance.

Unknown parameters and unknown names are a 400, `orderBy` needs `sort`, and a filter has at most one AND or OR.
"""

from __future__ import annotations

from timeback.sandbox.errors import ApiError, printable_name
from timeback.sandbox.operations.requests import OperationRequest
from timeback.sandbox.spec import filter_parser as filters
from timeback.sandbox.storage import query
from timeback.sandbox.storage.columns import TableLayout
from timeback.sandbox.storage.store import Store

__all__ = ["check_query"]


def check_query(store: Store, request: OperationRequest) -> None:
    """Check the query of a request.

    Raises:
        ApiError: 400; the standard does not allow it.
    """
    operation = request.operation
    own = operation.own_parameter
    if own is not None and operation.entity is not None and not store.has(operation.entity, request.path[own]):
        # The path of an extension, such as /courses/components, is that of an object which does not exist: a 404.
        return
    for name in request.query:
        if name not in operation.parameters:
            known = ", ".join(operation.parameters) or "none"
            raise ApiError(400, f"{printable_name(name)}: is no parameter of {operation.id}; it has {known}.")
    if operation.collection is None or operation.entity is None:
        return
    layout = store.layouts[operation.entity]
    sort, text = request.parameter("sort"), request.parameter("filter")
    if request.parameter("orderBy") is not None and sort is None:
        raise ApiError(400, "orderBy: needs the parameter sort.")
    if sort is not None:
        _check_sort(layout, sort)
    if text is not None:
        _check_filter(layout, text)


def _check_sort(layout: TableLayout, name: str) -> None:
    try:
        query.order(layout, name, False)
    except ApiError as error:
        raise ApiError(400, error.description, code_minor="invalid_sort_field") from None


def _check_filter(layout: TableLayout, text: str) -> None:
    parsed = filters.parse(text)
    if len(list(parsed.comparisons())) > 2:
        raise ApiError(400, "filter: must have at most one AND or OR.", code_minor="invalid_filter_field")
    if any(comparison.operator == "@" for comparison in parsed.comparisons()):
        raise ApiError(400, "filter: the standard has no operator @.", code_minor="invalid_filter_field")
    try:
        query.condition_of_filter(layout, parsed)
    except ApiError as error:
        raise ApiError(400, error.description, code_minor="invalid_filter_field") from None
