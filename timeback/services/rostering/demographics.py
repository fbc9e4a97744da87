"""Methods of ``client.rostering.demographics``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.demographics import (
    delete_demographics,
    get_all_demographics,
    get_demographics,
    patch_demographics,
    post_demographics,
    put_demographics,
)
from timeback_api.rostering.models import Demographics


class _DemographicsCollection(Collection[Demographics]):
    """Demographics of users: date and place of birth, sex, race and ethnicity. Handle as sensitive personal data."""

    _names = ("demographics", "demographics")

    list_demographics = listing(get_all_demographics)
    iter_demographics = iterating(get_all_demographics)
    get_demographics = operation(get_demographics)
    create_demographics = operation(post_demographics)
    update_demographics = operation(put_demographics)
    patch_demographics = operation(patch_demographics)
    delete_demographics = operation(delete_demographics)


class DemographicsCollection(_DemographicsCollection, SyncResource):
    __doc__ = _DemographicsCollection.__doc__


class AsyncDemographicsCollection(_DemographicsCollection, AsyncResource):
    __doc__ = _DemographicsCollection.__doc__
