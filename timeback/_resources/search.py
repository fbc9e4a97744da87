"""The search of ``find`` and ``first``: the first objects of a listing that meet a filter, as the client sees them."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from timeback._pagination.paginator import Paginator
from timeback._resources.batch import PageRequest
from timeback._resources.conditions import Conditions, split
from timeback._resources.descriptors import as_iteration
from timeback._resources.naming import method_name
from timeback.filters import Expression
from timeback_runtime.errors import APIError

if TYPE_CHECKING:
    from timeback._resources.batch import RequestGenerator
    from timeback.settings import FilterQuotes
    from timeback_runtime.messages import Request
    from timeback_runtime.model import Model


def search(
    collection: type[Any], request: Request[list[Any]], quotes: FilterQuotes, arguments: dict[str, Any]
) -> RequestGenerator[list[Any]]:
    """Return the first objects of a listing. They meet the ``==`` conditions of a filter that is an expression.

    One request is sent if the server evaluates the whole expression. Otherwise the listing is read page by page until
    enough objects are found.

    Args:
        collection: the class of the collection.
        request: the listing with all conditions. Its limit is the largest number of objects to return.
        quotes: the setting ``filter_quotes``.
        arguments: those of the request, without the limit.

    Raises:
        FilterIgnoredError: the server returned an object that does not meet a condition of the filter that was sent.
    """
    expression = arguments.get("filter_expr")
    if not isinstance(expression, Expression):
        found: list[Any] = yield request
        return found
    conditions = split(expression, quotes)
    given = {**arguments, "filter_expr": conditions.sent}
    query = dict(request.query)
    limit = int(query["limit"])
    if query.get("fields"):
        model: type[Model] = collection._model()
        given["fields"] = [*query["fields"].split(","), *conditions.roots(model, request.operation)]
    if conditions.is_sent:
        if "fields" in given:
            request = _method(collection, "list").build(limit=limit, **given)
        items = yield request
        return list(conditions.select(items, request.operation))
    return (yield from _search_pages(_method(collection, "iter"), limit, conditions, given))


def _search_pages(
    method: Any, limit: int, conditions: Conditions, arguments: dict[str, Any]
) -> RequestGenerator[list[Any]]:
    paginator: Paginator[Any] = Paginator(as_iteration(method.build(**arguments)), method.default_sort())
    found: list[Any] = []
    while (request := paginator.next_request()) is not None:
        page: Any
        try:
            page = yield PageRequest(request)
        except APIError as error:
            page = error
        items = map(paginator.parse, paginator.handle(page).items)
        for item in conditions.select(items, request.operation):
            found.append(item)
            if len(found) == limit:
                return found
    paginator.conclude()
    return found


def _method(collection: type[Any], verb: str) -> Any:
    # Access on the class gives a function, see ``DeclaredMethod.unbound``.
    return inspect.getattr_static(collection, method_name(verb, collection._names))
