from __future__ import annotations

from typing import Any

from timeback_api.case.models.new_link import NewLink
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, TEXT, AnyOf, ListOf, json_field


class NewCFItem(Model):
    """An item, to be stored.

    Attributes:
        identifier: Id of the item.
        uri: Address of the item.
        last_change_date_time: When the item was last changed.
        full_statement: The text of the item.
        alternative_label: Another name of the item.
        cf_item_type: Kind of item, such as `Standard`.
        cf_item_type_alias: Another name of `CFItemType`, which the platform accepts too.
        human_coding_scheme: Code of the item for people.
        list_enumeration: Number or letter of the item in its list.
        abbreviated_statement: The text of the item in short.
        concept_keywords: Keywords.
        notes: Notes for people.
        subject: Subjects of the item.
        language: Language of the item, such as `en`.
        education_level: Grades that the item is for.
        cf_item_type_uri: The kind of item, as a reference.
        license_uri: License of the item.
        status_start_date: First day on which the item is valid.
        status_end_date: Last day on which the item is valid.
        extensions: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
    """

    identifier: str = json_field("identifier", TEXT)
    uri: str = json_field("uri", TEXT)
    last_change_date_time: str = json_field("lastChangeDateTime", TEXT)
    full_statement: str = json_field("fullStatement", TEXT)
    alternative_label: str | None = json_field("alternativeLabel", TEXT, default=None)
    cf_item_type: str | None = json_field("CFItemType", TEXT, default=None)
    cf_item_type_alias: str | None = json_field("cfItemType", TEXT, default=None)
    human_coding_scheme: str | None = json_field("humanCodingScheme", TEXT, default=None)
    list_enumeration: str | None = json_field("listEnumeration", TEXT, default=None)
    abbreviated_statement: str | None = json_field("abbreviatedStatement", TEXT, default=None)
    concept_keywords: list[str] | None = json_field("conceptKeywords", ListOf(TEXT), default=None)
    notes: str | None = json_field("notes", TEXT, default=None)
    subject: list[str] | None = json_field("subject", ListOf(TEXT), default=None)
    language: str | None = json_field("language", TEXT, default=None)
    education_level: list[str] | None = json_field("educationLevel", ListOf(TEXT), default=None)
    cf_item_type_uri: str | NewLink | None = json_field("CFItemTypeURI", AnyOf(TEXT, ModelOf(NewLink)), default=None)
    license_uri: str | NewLink | None = json_field("licenseURI", AnyOf(TEXT, ModelOf(NewLink)), default=None)
    status_start_date: str | None = json_field("statusStartDate", TEXT, default=None)
    status_end_date: str | None = json_field("statusEndDate", TEXT, default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_new_cf_item = NewCFItem._parse
