"""Organisations."""

from timeback_api.rostering.api.orgs import create_org, delete_org, get_all_orgs, get_org, update_org
from timeback_client._calls import LIST, call
from timeback_client.core.client import API
from timeback_client.models.org import Org


class OrgsAPI(API):
    """Methods on organisations."""

    create_org = call(create_org, "org", model=Org)
    get_org = call(get_org, "sourcedId | fields", also={"org_id": "sourcedId"})
    update_org = call(update_org, "org_id org", model=Org)
    delete_org = call(delete_org, "org_id")
    list_orgs = call(get_all_orgs, f"| {LIST}")
