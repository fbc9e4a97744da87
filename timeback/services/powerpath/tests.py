"""Methods of ``client.powerpath.tests``."""

from timeback._resources.descriptors import operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.powerpath.api.course_mastery import (
    create_external_placement_test,
    create_external_test_out,
    create_internal_test,
    import_external_test_assignment_results,
    make_external_test_assignment,
)


class _Tests:
    """Tests of lessons: internal tests, and tests in other systems."""

    create_external_placement_test = operation(create_external_placement_test)
    create_external_test_out = operation(create_external_test_out)
    create_internal_test = operation(create_internal_test)
    make_external_test_assignment = operation(make_external_test_assignment)
    import_external_results = operation(import_external_test_assignment_results)


class Tests(_Tests, SyncResource):
    __doc__ = _Tests.__doc__


class AsyncTests(_Tests, AsyncResource):
    __doc__ = _Tests.__doc__
