"""Methods of ``client.powerpath.test_assignments``."""

from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.powerpath.api.test_assignments import (
    create_bulk_test_assignments,
    create_test_assignment,
    delete_test_assignment,
    get_test_assignment,
    import_test_assignments,
    list_all_test_assignments,
    list_student_test_assignments,
    update_test_assignment,
)


class _TestAssignments:
    """Test assignments: tests assigned to students."""

    list_test_assignments = listing(list_student_test_assignments)
    iter_test_assignments = iterating(list_student_test_assignments)
    list_all = listing(list_all_test_assignments)
    iter_all = iterating(list_all_test_assignments)
    get_test_assignment = operation(get_test_assignment)
    create_test_assignment = operation(create_test_assignment)
    create_bulk_test_assignments = operation(create_bulk_test_assignments)
    import_test_assignments = operation(import_test_assignments)
    update_test_assignment = operation(update_test_assignment)
    delete_test_assignment = operation(delete_test_assignment)


class TestAssignments(_TestAssignments, SyncResource):
    __doc__ = _TestAssignments.__doc__


class AsyncTestAssignments(_TestAssignments, AsyncResource):
    __doc__ = _TestAssignments.__doc__
