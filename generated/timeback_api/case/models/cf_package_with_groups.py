"""A framework with its items as a tree of groups."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.cf_document import CFDocument, parse_cf_document
from timeback_api.case.models.cf_grouped_item import CFGroupedItem, parse_cf_grouped_item
from timeback_runtime.model import Model, copy_payload, new_model, parse_list_deep, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf, MapOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CFPackageWithGroups(Model):
    """A framework with its items as a tree of groups.

    Attributes:
        sourced_id: Id of the package.
        cf_document: The document of a framework, with its metadata.
        structured_content: Items by the name of their group.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "cf_document": Field("CFDocument", ModelOf(CFDocument), True),
        "structured_content": Field("structuredContent", MapOf(ListOf(ModelOf(CFGroupedItem))), True),
    }
    NESTED = {"cf_document": ("CFDocument", CFDocument), "structured_content": ("structuredContent", None)}

    sourced_id: str
    cf_document: CFDocument
    structured_content: dict[str, list[CFGroupedItem]]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CFPackageWithGroups)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.cf_document) is not None or "CFDocument" in data:
            data["CFDocument"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.structured_content) is not None or "structuredContent" in data:
            data["structuredContent"] = to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.cf_document = parse_cf_document(value, True) if type(value := data.get("CFDocument")) is dict else value
        self.structured_content = (
            {
                key: parse_list_deep(item, parse_cf_grouped_item) if type(item) is list else item
                for key, item in value.items()
            }
            if type(value := data.get("structuredContent")) is dict
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CFPackageWithGroups:
        return parse_cf_package_with_groups(data)


_UntrackedCFPackageWithGroups = untracked_subclass(CFPackageWithGroups)


def parse_cf_package_with_groups(data: Any, deep: bool = False) -> CFPackageWithGroups:
    instance: CFPackageWithGroups = new_model(_UntrackedCFPackageWithGroups)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CFPackageWithGroups
    return instance
