"""Methods of ``client.gradebook.schools``."""

from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.gradebook.api.schools import (
    create_line_items_for_school,
    get_line_items_for_school,
    get_score_scales_for_school,
)


class _Schools:
    """The gradebook of a school."""

    list_line_items = listing(get_line_items_for_school)
    iter_line_items = iterating(get_line_items_for_school)
    create_line_items = operation(create_line_items_for_school)
    list_score_scales = listing(get_score_scales_for_school)
    iter_score_scales = iterating(get_score_scales_for_school)


class Schools(_Schools, SyncResource):
    __doc__ = _Schools.__doc__


class AsyncSchools(_Schools, AsyncResource):
    __doc__ = _Schools.__doc__
