"""Methods of ``client.rostering.component_resources``."""

from timeback._resources.collection import UnpatchedCollection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.courses import (
    create_component_resource,
    delete_component_resource,
    get_all_component_resources,
    get_component_resource,
    put_component_resource,
)
from timeback_api.rostering.models import ComponentResource


class _ComponentResources(UnpatchedCollection[ComponentResource]):
    """Component resources: the assignment of a resource to a component of a course."""

    _names = ("component_resource", "component_resources")

    list_component_resources = listing(get_all_component_resources)
    iter_component_resources = iterating(get_all_component_resources)
    get_component_resource = operation(get_component_resource)
    create_component_resource = operation(create_component_resource)
    update_component_resource = operation(put_component_resource)
    delete_component_resource = operation(delete_component_resource)


class ComponentResources(_ComponentResources, SyncResource):
    __doc__ = _ComponentResources.__doc__


class AsyncComponentResources(_ComponentResources, AsyncResource):
    __doc__ = _ComponentResources.__doc__
