"""Components of courses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeback_api.rostering.api.courses import (
    create_course_component,
    delete_course_component,
    get_all_component_resources,
    get_all_course_components,
    get_course_component,
    put_course_component,
)
from timeback_client._calls import LIST, call, matching
from timeback_client.core.client import API
from timeback_client.models.component import Component


class ComponentsAPI(API):
    """Methods on the components of courses."""

    create_component = call(create_course_component, "component", model=Component)
    get_component = call(get_course_component, "component_id | fields")
    update_component = call(put_course_component, "component_id component", model=Component)
    delete_component = call(delete_course_component, "component_id")
    _list = call(get_all_course_components, "| limit offset sort order_by fields filter_expr")
    _resources = call(get_all_component_resources, f"| {LIST}")

    def list_components(
        self,
        limit: int | None = None,
        offset: int | None = None,
        sort: str | None = None,
        order_by: str | None = None,
        fields: Iterable[str] | None = None,
        parent_id: str | None = None,
        course_id: str | None = None,
        filter_expr: str | None = None,
    ) -> Any:
        """Fetch a page of components, optionally those of one course or below one component."""
        found = matching(filter_expr, parentSourcedId=parent_id, courseSourcedId=course_id)
        return self._list(limit, offset, sort, order_by, fields, found)

    def get_resources_for_component(
        self,
        component_id: str,
        limit: int | None = None,
        offset: int | None = None,
        sort: str | None = None,
        order_by: str | None = None,
        filter_expr: str | None = None,
        fields: Iterable[str] | None = None,
    ) -> Any:
        """Fetch a page of the component's resources, under ``componentResources``."""
        found = matching(filter_expr, courseComponentSourcedId=component_id)
        return self._resources(limit, offset, sort, order_by, found, fields)
