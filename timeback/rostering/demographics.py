"""Demographics in the rostering service."""

from timeback._resource import AsyncResource, SyncResource, iterating, listing, operation
from timeback_api.rostering.api.demographics import (
    delete_demographics,
    get_all_demographics,
    get_demographics,
    post_demographics,
    put_demographics,
)


class _DemographicsCollection:
    """Demographics: birth, sex and origin of users. Nothing in OneRoster is more personal."""

    list_demographics = listing(get_all_demographics.build)
    iter_demographics = iterating(get_all_demographics.build_iter)
    get_demographics = operation(get_demographics.build)
    create_demographics = operation(post_demographics.build)
    update_demographics = operation(put_demographics.build)
    delete_demographics = operation(delete_demographics.build)


class DemographicsCollection(_DemographicsCollection, SyncResource):
    __doc__ = _DemographicsCollection.__doc__


class AsyncDemographicsCollection(_DemographicsCollection, AsyncResource):
    __doc__ = _DemographicsCollection.__doc__
