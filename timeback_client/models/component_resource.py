"""Resources of components."""

from __future__ import annotations

from typing import Any

from timeback_api.rostering.models import ComponentResource as _ComponentResource
from timeback_client._facade import Entity, new_id


class ComponentResource(
    Entity,
    names="sourcedId courseComponent resource title status dateLastModified metadata sortOrder",
    of=_ComponentResource,
    required="courseComponent resource title",
    defaults={"sourcedId": new_id, "status": "active", "metadata": dict, "sortOrder": 0},
):
    """A resource's place in a component."""

    @classmethod
    def create(cls, title: str, component_id: str, resource_id: str, **kwargs: Any) -> ComponentResource:
        """A resource of a component, from ids, with an id of its own."""
        return cls(
            title=title, courseComponent={"sourcedId": component_id}, resource={"sourcedId": resource_id}, **kwargs
        )
