"""Organisations of every type in the rostering service."""

from timeback._resource import AsyncResource, SyncResource, iterating, listing, operation
from timeback_api.rostering.api.orgs import create_org, delete_org, get_all_orgs, get_org, update_org


class _Orgs:
    """Organisations of every type: districts, schools, departments."""

    list_orgs = listing(get_all_orgs.build)
    iter_orgs = iterating(get_all_orgs.build_iter)
    get_org = operation(get_org.build)
    create_org = operation(create_org.build)
    update_org = operation(update_org.build)
    delete_org = operation(delete_org.build)


class Orgs(_Orgs, SyncResource):
    __doc__ = _Orgs.__doc__


class AsyncOrgs(_Orgs, AsyncResource):
    __doc__ = _Orgs.__doc__
