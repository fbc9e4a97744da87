"""A whole framework."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.cf_association import CFAssociation, parse_cf_association
from timeback_api.case.models.cf_document import CFDocument, parse_cf_document
from timeback_api.case.models.cf_item import CFItem, parse_cf_item
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CFPackage(Model):
    """A whole framework.

    Attributes:
        sourced_id: Id of the package.
        cf_document: The document of a framework, with its metadata.
        cf_items: The items.
        cf_associations: The associations between the items.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "cf_document": Field("CFDocument", ModelOf(CFDocument), True),
        "cf_items": Field("CFItems", ListOf(ModelOf(CFItem))),
        "cf_associations": Field("CFAssociations", ListOf(ModelOf(CFAssociation))),
    }
    NESTED = {
        "cf_document": ("CFDocument", CFDocument),
        "cf_items": ("CFItems", CFItem),
        "cf_associations": ("CFAssociations", CFAssociation),
    }

    sourced_id: str
    cf_document: CFDocument
    cf_items: list[CFItem] | None = None
    cf_associations: list[CFAssociation] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CFPackage)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.cf_document) is not None or "CFDocument" in data:
            data["CFDocument"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.cf_items) is not None or "CFItems" in data:
            data["CFItems"] = list_to_dicts(value)
        if (value := self.cf_associations) is not None or "CFAssociations" in data:
            data["CFAssociations"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.cf_document = parse_cf_document(value, True) if type(value := data.get("CFDocument")) is dict else value
        self.cf_items = parse_list_deep(data.get("CFItems"), parse_cf_item)
        self.cf_associations = parse_list_deep(data.get("CFAssociations"), parse_cf_association)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CFPackage:
        return parse_cf_package(data)


_UntrackedCFPackage = untracked_subclass(CFPackage)


def parse_cf_package(data: Any, deep: bool = False) -> CFPackage:
    instance: CFPackage = new_model(_UntrackedCFPackage)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CFPackage
    return instance
