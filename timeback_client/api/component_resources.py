"""Resources of components."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeback_api.rostering.api.courses import (
    create_component_resource,
    delete_component_resource,
    get_all_component_resources,
    get_component_resource,
    put_component_resource,
)
from timeback_client._calls import call, matching
from timeback_client.core.client import API
from timeback_client.models.component_resource import ComponentResource


class ComponentResourcesAPI(API):
    """Methods on the resources of components."""

    create_component_resource = call(create_component_resource, "resource", model=ComponentResource)
    get_component_resource = call(get_component_resource, "resource_id | fields")
    update_component_resource = call(put_component_resource, "resource_id resource", model=ComponentResource)
    delete_component_resource = call(delete_component_resource, "resource_id")
    _list = call(get_all_component_resources, "| limit offset sort order_by fields filter_expr")

    def list_component_resources(
        self,
        limit: int | None = None,
        offset: int | None = None,
        sort: str | None = None,
        order_by: str | None = None,
        fields: Iterable[str] | None = None,
        component_id: str | None = None,
        resource_id: str | None = None,
        filter_expr: str | None = None,
    ) -> Any:
        """Fetch a page, optionally those of one component or of one resource."""
        found = matching(filter_expr, courseComponentSourcedId=component_id, resourceSourcedId=resource_id)
        return self._list(limit, offset, sort, order_by, fields, found)
