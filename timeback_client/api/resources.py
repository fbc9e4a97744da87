"""Learning resources."""

from __future__ import annotations

from typing import Any

from timeback_api.resources.api.resources import (
    create_resource,
    delete_resource,
    get_all_resources,
    get_resource,
    get_resources_for_course,
    update_resource,
)
from timeback_client import _undocumented
from timeback_client._calls import call
from timeback_client.core.client import API
from timeback_client.models.resource import Resource


class ResourcesAPI(API):
    """Methods on learning resources."""

    _service = "resources"

    create_resource = call(create_resource, "resource", model=Resource)
    get_resource = call(get_resource, "resource_id | fields")
    update_resource = call(update_resource, "resource_id resource", model=Resource)
    delete_resource = call(delete_resource, "resource_id")
    list_resources = call(get_all_resources, "| limit offset sort order_by fields filter_expr")
    get_resources_for_course = call(get_resources_for_course, "course_id | limit offset sort order_by fields")

    def assign_resource_to_course(self, course_id: str, resource_id: str) -> Any:
        """Assign a resource to a course. The platform's specifications do not contain this operation."""
        return self._request(_undocumented.assign_resource_to_course, course_id, resource_id)
