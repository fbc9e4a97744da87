"""Methods of ``client.resources.resources``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation, saving
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.resources.api.resources import (
    create_resource,
    delete_resource,
    export_resource_to_common_cartridge,
    get_all_resources,
    get_resource,
    get_resources_for_class,
    get_resources_for_course,
    get_resources_for_user,
    patch_resource,
    update_resource,
)
from timeback_api.resources.models import Resource


class _ResourceCollection(Collection[Resource]):
    """Resources: learning content by URL or id, such as a video, a page or a QTI test."""

    _names = ("resource", "resources")

    list_resources = listing(get_all_resources)
    iter_resources = iterating(get_all_resources)
    get_resource = operation(get_resource)
    create_resource = operation(create_resource)
    update_resource = operation(update_resource)
    patch_resource = operation(patch_resource)
    delete_resource = operation(delete_resource)
    list_class_resources = listing(get_resources_for_class)
    iter_class_resources = iterating(get_resources_for_class)
    list_course_resources = listing(get_resources_for_course)
    iter_course_resources = iterating(get_resources_for_course)
    list_user_resources = listing(get_resources_for_user)
    iter_user_resources = iterating(get_resources_for_user)
    export_resource = operation(export_resource_to_common_cartridge)
    save_resource = saving(export_resource_to_common_cartridge)


class ResourceCollection(_ResourceCollection, SyncResource):
    __doc__ = _ResourceCollection.__doc__


class AsyncResourceCollection(_ResourceCollection, AsyncResource):
    __doc__ = _ResourceCollection.__doc__
