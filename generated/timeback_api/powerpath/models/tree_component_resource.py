"""A resource at its position in a component."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.tree_resource import TreeResource, parse_tree_resource
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, AnyOf, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TreeComponentResource(Model):
    """A resource at its position in a component. It is a lesson in PowerPath.

    Attributes:
        id: Id of the component resource.
        course_component_sourced_id: Id of the component that holds it.
        resource: A OneRoster resource, with the properties that PowerPath has on its content.
        client_app_id: Id of the application that created it.
        tenant_id: Id of the tenant that it belongs to.
        sort_order: Position among the siblings, a number or a sortable text.
        metadata: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
    """

    FIELDS = {
        "id": Field("id", TEXT, True),
        "course_component_sourced_id": Field("courseComponentSourcedId", TEXT, True),
        "resource": Field("resource", ModelOf(TreeResource), True),
        "sort_order": Field("sortOrder", AnyOf(TEXT, NUMBER)),
        "metadata": Field("metadata", OBJECT),
        "client_app_id": Field("clientAppId", TEXT, True),
        "tenant_id": Field("tenantId", TEXT, True),
    }
    NESTED = {"resource": ("resource", TreeResource)}

    id: str
    course_component_sourced_id: str
    resource: TreeResource
    client_app_id: str | None
    tenant_id: str | None
    sort_order: str | float | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TreeComponentResource)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.course_component_sourced_id) is not None or "courseComponentSourcedId" in data:
            data["courseComponentSourcedId"] = value
        if (value := self.resource) is not None or "resource" in data:
            data["resource"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.sort_order) is not None or "sortOrder" in data:
            data["sortOrder"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        if (value := self.client_app_id) is not None or "clientAppId" in data:
            data["clientAppId"] = value
        if (value := self.tenant_id) is not None or "tenantId" in data:
            data["tenantId"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.resource = parse_tree_resource(value, True) if type(value := data.get("resource")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TreeComponentResource:
        return parse_tree_component_resource(data)


_UntrackedTreeComponentResource = untracked_subclass(TreeComponentResource)


def parse_tree_component_resource(data: Any, deep: bool = False) -> TreeComponentResource:
    instance: TreeComponentResource = new_model(_UntrackedTreeComponentResource)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.course_component_sourced_id = data.get("courseComponentSourcedId")
    instance.sort_order = data.get("sortOrder")
    instance.metadata = data.get("metadata")
    instance.client_app_id = data.get("clientAppId")
    instance.tenant_id = data.get("tenantId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TreeComponentResource
    return instance
