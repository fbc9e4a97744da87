"""Methods of ``client.qti.assessment_tests``."""

from timeback._resources.collection import FilteredQTICollection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.qti.api.assessment_tests import (
    add_assessment_item,
    create_assessment_test,
    create_section,
    create_test_part,
    delete_assessment_test,
    delete_section,
    delete_test_part,
    get_all_questions,
    get_assessment_test,
    get_section,
    get_test_part,
    remove_assessment_item,
    search_assessment_tests,
    search_sections,
    search_test_parts,
    update_assessment_item_order,
    update_assessment_test,
    update_assessment_test_metadata,
    update_section,
    update_test_part,
)
from timeback_api.qti.models import AssessmentTest


class _AssessmentTests(FilteredQTICollection[AssessmentTest]):
    """Assessment tests: test parts with sections, which contain assessment items."""

    _names = ("assessment_test", "assessment_tests")

    list_assessment_tests = listing(search_assessment_tests.build)
    iter_assessment_tests = iterating(search_assessment_tests.build_iter)
    get_assessment_test = operation(get_assessment_test.build)
    create_assessment_test = operation(create_assessment_test.build)
    update_assessment_test = operation(update_assessment_test.build)
    delete_assessment_test = operation(delete_assessment_test.build)
    update_metadata = operation(update_assessment_test_metadata.build)
    list_questions = operation(get_all_questions.build)
    list_test_parts = listing(search_test_parts.build)
    iter_test_parts = iterating(search_test_parts.build_iter)
    get_test_part = operation(get_test_part.build)
    create_test_part = operation(create_test_part.build)
    update_test_part = operation(update_test_part.build)
    delete_test_part = operation(delete_test_part.build)
    list_sections = listing(search_sections.build)
    iter_sections = iterating(search_sections.build_iter)
    get_section = operation(get_section.build)
    create_section = operation(create_section.build)
    update_section = operation(update_section.build)
    delete_section = operation(delete_section.build)
    add_item = operation(add_assessment_item.build)
    update_item_order = operation(update_assessment_item_order.build)
    remove_item = operation(remove_assessment_item.build)


class AssessmentTests(_AssessmentTests, SyncResource):
    __doc__ = _AssessmentTests.__doc__


class AsyncAssessmentTests(_AssessmentTests, AsyncResource):
    __doc__ = _AssessmentTests.__doc__
