"""Methods of ``client.gradebook.classes``."""

from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.gradebook.api.classes import (
    get_categories_for_class,
    get_line_items_for_class,
    get_results_for_class,
    get_results_for_line_item_for_class,
    get_results_for_student_for_class,
    get_score_scales_for_class,
    post_line_items_for_class,
    post_results_for_academic_session_for_class,
)


class _Classes:
    """The gradebook of a class."""

    list_categories = listing(get_categories_for_class)
    iter_categories = iterating(get_categories_for_class)
    list_line_items = listing(get_line_items_for_class)
    iter_line_items = iterating(get_line_items_for_class)
    create_line_items = operation(post_line_items_for_class)
    list_results = listing(get_results_for_class)
    iter_results = iterating(get_results_for_class)
    list_line_item_results = listing(get_results_for_line_item_for_class)
    iter_line_item_results = iterating(get_results_for_line_item_for_class)
    list_student_results = listing(get_results_for_student_for_class)
    iter_student_results = iterating(get_results_for_student_for_class)
    create_academic_session_results = operation(post_results_for_academic_session_for_class)
    list_score_scales = listing(get_score_scales_for_class)
    iter_score_scales = iterating(get_score_scales_for_class)


class Classes(_Classes, SyncResource):
    __doc__ = _Classes.__doc__


class AsyncClasses(_Classes, AsyncResource):
    __doc__ = _Classes.__doc__
