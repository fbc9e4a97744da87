"""Methods of ``client.gradebook.assessment_results``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.gradebook.api.assessment_results import (
    create_assessment_result,
    delete_assessment_result,
    get_all_assessment_results,
    get_assessment_result,
    patch_assessment_result,
    put_assessment_result,
)
from timeback_api.gradebook.models import AssessmentResult


class _AssessmentResults(Collection[AssessmentResult]):
    """Assessment results: a student's score for an assessment line item."""

    _names = ("assessment_result", "assessment_results")

    list_assessment_results = listing(get_all_assessment_results)
    iter_assessment_results = iterating(get_all_assessment_results)
    get_assessment_result = operation(get_assessment_result)
    create_assessment_result = operation(create_assessment_result)
    update_assessment_result = operation(put_assessment_result)
    patch_assessment_result = operation(patch_assessment_result)
    delete_assessment_result = operation(delete_assessment_result)


class AssessmentResults(_AssessmentResults, SyncResource):
    __doc__ = _AssessmentResults.__doc__


class AsyncAssessmentResults(_AssessmentResults, AsyncResource):
    __doc__ = _AssessmentResults.__doc__
