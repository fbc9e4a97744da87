"""A whole framework, to be stored."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.cf_definitions import CFDefinitions, parse_cf_definitions
from timeback_api.case.models.new_cf_association import NewCFAssociation, parse_new_cf_association
from timeback_api.case.models.new_cf_document import NewCFDocument, parse_new_cf_document
from timeback_api.case.models.new_cf_item import NewCFItem, parse_new_cf_item
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
from timeback_runtime.validators import OBJECT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewCFPackage(Model):
    """A whole framework, to be stored.

    Attributes:
        cf_document: The document of a framework, to be stored.
        cf_items: The items.
        cf_associations: The associations between the items.
        cf_definitions: Definitions that the items of a framework refer to. The standard defines their form.
        extensions: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
    """

    FIELDS = {
        "cf_document": Field("CFDocument", ModelOf(NewCFDocument), True),
        "cf_items": Field("CFItems", ListOf(ModelOf(NewCFItem)), True),
        "cf_associations": Field("CFAssociations", ListOf(ModelOf(NewCFAssociation)), True),
        "cf_definitions": Field("CFDefinitions", ModelOf(CFDefinitions)),
        "extensions": Field("extensions", OBJECT),
    }
    NESTED = {
        "cf_document": ("CFDocument", NewCFDocument),
        "cf_items": ("CFItems", NewCFItem),
        "cf_associations": ("CFAssociations", NewCFAssociation),
        "cf_definitions": ("CFDefinitions", CFDefinitions),
    }

    cf_document: NewCFDocument
    cf_items: list[NewCFItem]
    cf_associations: list[NewCFAssociation]
    cf_definitions: CFDefinitions | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewCFPackage)
        value: Any
        data = self._start_dict()
        if (value := self.cf_document) is not None or "CFDocument" in data:
            data["CFDocument"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.cf_items) is not None or "CFItems" in data:
            data["CFItems"] = list_to_dicts(value)
        if (value := self.cf_associations) is not None or "CFAssociations" in data:
            data["CFAssociations"] = list_to_dicts(value)
        if (value := self.cf_definitions) is not None or "CFDefinitions" in data:
            data["CFDefinitions"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.cf_document = parse_new_cf_document(value) if type(value := data.get("CFDocument")) is dict else value
        self.cf_items = parse_list_deep(data.get("CFItems"), parse_new_cf_item)
        self.cf_associations = parse_list_deep(data.get("CFAssociations"), parse_new_cf_association)
        self.cf_definitions = parse_cf_definitions(value) if type(value := data.get("CFDefinitions")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewCFPackage:
        return parse_new_cf_package(data)


_UntrackedNewCFPackage = untracked_subclass(NewCFPackage)


def parse_new_cf_package(data: Any, deep: bool = False) -> NewCFPackage:
    instance: NewCFPackage = new_model(_UntrackedNewCFPackage)
    instance._received = data
    instance._changed = None
    instance.extensions = data.get("extensions")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = NewCFPackage
    return instance
