"""Methods of ``client.gradebook.assessment_line_items``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.gradebook.api.assessment_line_items import (
    create_assessment_line_item,
    delete_assessment_line_item,
    get_all_assessment_line_items,
    get_assessment_line_item,
    patch_assessment_line_item,
    put_assessment_line_item,
)
from timeback_api.gradebook.models import AssessmentLineItem


class _AssessmentLineItems(Collection[AssessmentLineItem]):
    """Assessment line items: graded work of a course, independent of a class."""

    _names = ("assessment_line_item", "assessment_line_items")

    list_assessment_line_items = listing(get_all_assessment_line_items)
    iter_assessment_line_items = iterating(get_all_assessment_line_items)
    get_assessment_line_item = operation(get_assessment_line_item)
    create_assessment_line_item = operation(create_assessment_line_item)
    update_assessment_line_item = operation(put_assessment_line_item)
    patch_assessment_line_item = operation(patch_assessment_line_item)
    delete_assessment_line_item = operation(delete_assessment_line_item)


class AssessmentLineItems(_AssessmentLineItems, SyncResource):
    __doc__ = _AssessmentLineItems.__doc__


class AsyncAssessmentLineItems(_AssessmentLineItems, AsyncResource):
    __doc__ = _AssessmentLineItems.__doc__
