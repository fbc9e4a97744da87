"""A resource at its place in a component."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FREE, NUMBER, TEXT, Either, Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TreeComponentResource(Model):
    """A resource at its place in a component. For PowerPath this is a lesson.

    Attributes:
        id: Id of the component resource.
        course_component_sourced_id: Id of the component that holds it.
        resource: A OneRoster resource, with what PowerPath knows of its content.
        client_app_id: Id of the application that created it.
        tenant_id: Id of the tenant that it belongs to.
        sort_order: Place among the siblings, a number or a text that sorts.
        metadata: Free key and value pairs that travel with an object. What they mean is agreed between those who
            write and those who read them.
    """
    id: str | None
    course_component_sourced_id: str | None
    resource: TreeResource | None
    client_app_id: str | None
    tenant_id: str | None
    sort_order: str | float | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TreeComponentResource)
        v: Any
        d = self._begin()
        if (v := self.id) is not None or "id" in d:
            d["id"] = v
        if (v := self.course_component_sourced_id) is not None or "courseComponentSourcedId" in d:
            d["courseComponentSourcedId"] = v
        if (v := self.resource) is not None or "resource" in d:
            d["resource"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.sort_order) is not None or "sortOrder" in d:
            d["sortOrder"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        if (v := self.client_app_id) is not None or "clientAppId" in d:
            d["clientAppId"] = v
        if (v := self.tenant_id) is not None or "tenantId" in d:
            d["tenantId"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.resource = parse_tree_resource(v, True) if type(v := d.get("resource")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TreeComponentResource:
        return parse_tree_component_resource(data)


def parse_tree_component_resource(d: dict[str, Any], whole: bool = False) -> TreeComponentResource:
    self: TreeComponentResource = new(_TreeComponentResource)
    self._raw = d
    self._changed = None
    self.id = d.get("id")
    self.course_component_sourced_id = d.get("courseComponentSourcedId")
    self.sort_order = d.get("sortOrder")
    self.metadata = d.get("metadata")
    self.client_app_id = d.get("clientAppId")
    self.tenant_id = d.get("tenantId")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TreeComponentResource
    return self


from timeback_api.powerpath.models.tree_resource import TreeResource, parse_tree_resource  # noqa: E402

_TreeComponentResource = seed(TreeComponentResource)
TreeComponentResource.FIELDS = {
    "id": Field("id", TEXT, True),
    "course_component_sourced_id": Field("courseComponentSourcedId", TEXT, True),
    "resource": Field("resource", One(TreeResource), True),
    "sort_order": Field("sortOrder", Either(TEXT, NUMBER)),
    "metadata": Field("metadata", FREE),
    "client_app_id": Field("clientAppId", TEXT, True),
    "tenant_id": Field("tenantId", TEXT, True),
}
TreeComponentResource.INSIDE = {
    "resource": ("resource", TreeResource),
}
