"""Methods of ``client.gradebook.line_items``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.gradebook.api.line_items import (
    create_line_item,
    create_result_for_line_item,
    delete_line_item,
    get_all_line_items,
    get_line_item,
    get_results_for_line_item,
    patch_line_item,
    put_line_item,
)
from timeback_api.gradebook.models import LineItem


class _LineItems(Collection[LineItem]):
    """Line items: graded work in a class, such as an assignment or a test."""

    _names = ("line_item", "line_items")

    list_line_items = listing(get_all_line_items)
    iter_line_items = iterating(get_all_line_items)
    get_line_item = operation(get_line_item)
    create_line_item = operation(create_line_item)
    update_line_item = operation(put_line_item)
    patch_line_item = operation(patch_line_item)
    delete_line_item = operation(delete_line_item)
    list_results = listing(get_results_for_line_item)
    iter_results = iterating(get_results_for_line_item)
    create_results = operation(create_result_for_line_item)


class LineItems(_LineItems, SyncResource):
    __doc__ = _LineItems.__doc__


class AsyncLineItems(_LineItems, AsyncResource):
    __doc__ = _LineItems.__doc__
