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

    list_assessment_tests = listing(search_assessment_tests)
    iter_assessment_tests = iterating(search_assessment_tests)
    get_assessment_test = operation(get_assessment_test)
    create_assessment_test = operation(create_assessment_test)
    update_assessment_test = operation(update_assessment_test)
    delete_assessment_test = operation(delete_assessment_test)
    update_metadata = operation(update_assessment_test_metadata)
    list_questions = operation(get_all_questions)
    list_test_parts = listing(search_test_parts)
    iter_test_parts = iterating(search_test_parts)
    get_test_part = operation(get_test_part)
    create_test_part = operation(create_test_part)
    update_test_part = operation(update_test_part)
    delete_test_part = operation(delete_test_part)
    list_sections = listing(search_sections)
    iter_sections = iterating(search_sections)
    get_section = operation(get_section)
    create_section = operation(create_section)
    update_section = operation(update_section)
    delete_section = operation(delete_section)
    add_item = operation(add_assessment_item)
    update_item_order = operation(update_assessment_item_order)
    remove_item = operation(remove_assessment_item)


class AssessmentTests(_AssessmentTests, SyncResource):
    __doc__ = _AssessmentTests.__doc__


class AsyncAssessmentTests(_AssessmentTests, AsyncResource):
    __doc__ = _AssessmentTests.__doc__
