"""Methods of ``client.powerpath.screening``."""

from timeback._resources.descriptors import operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.powerpath.api.screening import assign_test, get_results, get_session, reset_session


class _Screening:
    """Screening: an initial test of a student's knowledge."""

    get_results = operation(get_results)
    get_session = operation(get_session)
    reset_session = operation(reset_session)
    assign_test = operation(assign_test)


class Screening(_Screening, SyncResource):
    __doc__ = _Screening.__doc__


class AsyncScreening(_Screening, AsyncResource):
    __doc__ = _Screening.__doc__
