from __future__ import annotations

from typing import Any

from timeback_api.case.models.cf_definitions import CFDefinitions
from timeback_api.case.models.new_cf_association import NewCFAssociation
from timeback_api.case.models.new_cf_document import NewCFDocument
from timeback_api.case.models.new_cf_item import NewCFItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, ListOf, json_field


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

    cf_document: NewCFDocument = json_field("CFDocument", ModelOf(NewCFDocument))
    cf_items: list[NewCFItem] = json_field("CFItems", ListOf(ModelOf(NewCFItem)))
    cf_associations: list[NewCFAssociation] = json_field("CFAssociations", ListOf(ModelOf(NewCFAssociation)))
    cf_definitions: CFDefinitions | None = json_field("CFDefinitions", ModelOf(CFDefinitions), default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_new_cf_package = NewCFPackage._parse
