"""Resources of components."""

from __future__ import annotations

from typing import Any

from timeback_api.rostering.models import ComponentResource as _ComponentResource
from timeback_client._compat_model import Entity, new_id


class ComponentResource(
    Entity,
    names="sourcedId courseComponent resource title status dateLastModified metadata sortOrder",
    of=_ComponentResource,
    required="courseComponent resource title",
    defaults={"sourcedId": new_id, "status": "active", "metadata": dict, "sortOrder": 0},
):
    """The assignment of a resource to a component."""

    @classmethod
    def create(cls, title: str, component_id: str, resource_id: str, **kwargs: Any) -> ComponentResource:
        """Create an assignment with a new id, from the ids of the component and the resource."""
        return cls(
            title=title, courseComponent={"sourcedId": component_id}, resource={"sourcedId": resource_id}, **kwargs
        )
