"""Methods of ``client.rostering.orgs``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.orgs import create_org, delete_org, get_all_orgs, get_org, patch_org, update_org
from timeback_api.rostering.models import Org


class _Orgs(Collection[Org]):
    """Organisations of every type: districts, schools, departments."""

    _names = ("org", "orgs")

    list_orgs = listing(get_all_orgs)
    iter_orgs = iterating(get_all_orgs)
    get_org = operation(get_org)
    create_org = operation(create_org)
    update_org = operation(update_org)
    patch_org = operation(patch_org)
    delete_org = operation(delete_org)


class Orgs(_Orgs, SyncResource):
    __doc__ = _Orgs.__doc__


class AsyncOrgs(_Orgs, AsyncResource):
    __doc__ = _Orgs.__doc__
