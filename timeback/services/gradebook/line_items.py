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

    list_line_items = listing(get_all_line_items.build)
    iter_line_items = iterating(get_all_line_items.build_iter)
    get_line_item = operation(get_line_item.build)
    create_line_item = operation(create_line_item.build)
    update_line_item = operation(put_line_item.build)
    patch_line_item = operation(patch_line_item.build)
    delete_line_item = operation(delete_line_item.build)
    list_results = listing(get_results_for_line_item.build)
    iter_results = iterating(get_results_for_line_item.build_iter)
    create_results = operation(create_result_for_line_item.build)


class LineItems(_LineItems, SyncResource):
    __doc__ = _LineItems.__doc__


class AsyncLineItems(_LineItems, AsyncResource):
    __doc__ = _LineItems.__doc__
