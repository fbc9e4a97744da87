"""Methods of ``client.rostering.orgs``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.orgs import create_org, delete_org, get_all_orgs, get_org, patch_org, update_org
from timeback_api.rostering.models import Org


class _Orgs(Collection[Org]):
    """Organisations of every type: districts, schools, departments."""

    _names = ("org", "orgs")

    list_orgs = listing(get_all_orgs.build)
    iter_orgs = iterating(get_all_orgs.build_iter)
    get_org = operation(get_org.build)
    create_org = operation(create_org.build)
    update_org = operation(update_org.build)
    patch_org = operation(patch_org.build)
    delete_org = operation(delete_org.build)


class Orgs(_Orgs, SyncResource):
    __doc__ = _Orgs.__doc__


class AsyncOrgs(_Orgs, AsyncResource):
    __doc__ = _Orgs.__doc__
