"""Methods of ``client.qti.assessment_items``."""

from timeback._resources.collection import FilteredQTICollection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.qti.api.assessment_items import (
    create_assessment_item,
    delete_assessment_item,
    get_assessment_item,
    process_response,
    search_assessment_items,
    update_assessment_item,
    update_metadata,
)
from timeback_api.qti.models import AssessmentItem


class _AssessmentItems(FilteredQTICollection[AssessmentItem]):
    """Assessment items: questions, with their correct responses and scoring."""

    _names = ("assessment_item", "assessment_items")

    list_assessment_items = listing(search_assessment_items)
    iter_assessment_items = iterating(search_assessment_items)
    get_assessment_item = operation(get_assessment_item)
    create_assessment_item = operation(create_assessment_item)
    update_assessment_item = operation(update_assessment_item)
    delete_assessment_item = operation(delete_assessment_item)
    update_metadata = operation(update_metadata)
    process_response = operation(process_response)


class AssessmentItems(_AssessmentItems, SyncResource):
    __doc__ = _AssessmentItems.__doc__


class AsyncAssessmentItems(_AssessmentItems, AsyncResource):
    __doc__ = _AssessmentItems.__doc__
