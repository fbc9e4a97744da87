"""Methods of ``client.powerpath.test_out``."""

from timeback._resources.descriptors import operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.powerpath.api.test_out import (
    get_test_out_eligibility,
    make_external_student_test_out_assignment,
    test_out,
)


class _TestOut:
    """Testing out: passing a course by a test instead of its lessons."""

    get_test_out = operation(test_out)
    get_eligibility = operation(get_test_out_eligibility)
    make_external_assignment = operation(make_external_student_test_out_assignment)


class TestOut(_TestOut, SyncResource):
    __doc__ = _TestOut.__doc__


class AsyncTestOut(_TestOut, AsyncResource):
    __doc__ = _TestOut.__doc__
