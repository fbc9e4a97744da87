"""Methods of ``client.resources.classes``."""

from timeback._resources.descriptors import iterating, listing
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.resources.api.classes import get_class_resources


class _Classes:
    """The resources of a class, at the path of the OneRoster standard."""

    list_resources = listing(get_class_resources)
    iter_resources = iterating(get_class_resources)


class Classes(_Classes, SyncResource):
    __doc__ = _Classes.__doc__


class AsyncClasses(_Classes, AsyncResource):
    __doc__ = _Classes.__doc__
