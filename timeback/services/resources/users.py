"""Methods of ``client.resources.users``."""

from timeback._resources.descriptors import iterating, listing
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.resources.api.users import get_user_resources


class _Users:
    """The resources of a user, at the path of the OneRoster standard."""

    list_resources = listing(get_user_resources)
    iter_resources = iterating(get_user_resources)


class Users(_Users, SyncResource):
    __doc__ = _Users.__doc__


class AsyncUsers(_Users, AsyncResource):
    __doc__ = _Users.__doc__
