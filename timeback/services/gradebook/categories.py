"""Methods of ``client.gradebook.categories``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.gradebook.api.categories import (
    create_category,
    delete_category,
    get_all_categories,
    get_category,
    patch_category,
    put_category,
)
from timeback_api.gradebook.models import Category


class _Categories(Collection[Category]):
    """Categories: types of graded work, with their weights."""

    _names = ("category", "categories")

    list_categories = listing(get_all_categories)
    iter_categories = iterating(get_all_categories)
    get_category = operation(get_category)
    create_category = operation(create_category)
    update_category = operation(put_category)
    patch_category = operation(patch_category)
    delete_category = operation(delete_category)


class Categories(_Categories, SyncResource):
    __doc__ = _Categories.__doc__


class AsyncCategories(_Categories, AsyncResource):
    __doc__ = _Categories.__doc__
