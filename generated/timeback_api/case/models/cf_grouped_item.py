from __future__ import annotations

import datetime
from typing import Any

from timeback_api.case.models.link import Link
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATE, DATETIME, OBJECT, TEXT, ListOf, MapOf, json_field


class CFGroupedItem(Model):
    """An item with the groups below it.

    Attributes:
        sourced_id: Id of the item.
        full_statement: The text of the item.
        alternative_label: Another name of the item.
        cf_item_type: Kind of item, such as `Standard`.
        uri: Address of the item.
        human_coding_scheme: Code of the item for people.
        list_enumeration: Number or letter of the item in its list.
        abbreviated_statement: The text of the item in short.
        concept_keywords: Keywords.
        concept_keywords_uri: The keywords, as a reference.
        notes: Notes for people.
        subject: Subjects of the item.
        subject_uri: The subjects, as references.
        language: Language of the item, such as `en`.
        education_level: Grades that the item is for.
        cf_item_type_uri: The kind of item, as a reference.
        license_uri: License of the item.
        status_start_date: First day on which the item is valid.
        status_end_date: Last day on which the item is valid.
        last_change_date_time: When the item was last changed.
        cf_document_uri: The document of the framework.
        child_groups: Items by the name of their group.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    full_statement: str = json_field("fullStatement", TEXT)
    alternative_label: str | None = json_field("alternativeLabel", TEXT, default=None)
    cf_item_type: str = json_field("CFItemType", TEXT)
    uri: str = json_field("uri", TEXT)
    human_coding_scheme: str | None = json_field("humanCodingScheme", TEXT, default=None)
    list_enumeration: str | None = json_field("listEnumeration", TEXT, default=None)
    abbreviated_statement: str | None = json_field("abbreviatedStatement", TEXT, default=None)
    concept_keywords: list[str] | None = json_field("conceptKeywords", ListOf(TEXT), default=None)
    concept_keywords_uri: Link | None = json_field("conceptKeywordsURI", ModelOf(Link), default=None)
    notes: str | None = json_field("notes", TEXT, default=None)
    subject: list[str] | None = json_field("subject", ListOf(TEXT), default=None)
    subject_uri: list[Link] | None = json_field("subjectURI", ListOf(ModelOf(Link)), default=None)
    language: str | None = json_field("language", TEXT, default=None)
    education_level: list[str] | None = json_field("educationLevel", ListOf(TEXT), default=None)
    cf_item_type_uri: Link | None = json_field("CFItemTypeURI", ModelOf(Link), default=None)
    license_uri: Link | None = json_field("licenseURI", ModelOf(Link), default=None)
    status_start_date: datetime.date | None = json_field("statusStartDate", DATE, default=None)
    status_end_date: datetime.date | None = json_field("statusEndDate", DATE, default=None)
    last_change_date_time: datetime.datetime = json_field("lastChangeDateTime", DATETIME)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)
    cf_document_uri: Link | None = json_field("CFDocumentURI", ModelOf(Link), default=None)
    child_groups: dict[str, list[CFGroupedItem]] | None = json_field(
        "childGroups", MapOf(ListOf(ModelOf(lambda: CFGroupedItem))), default=None
    )


parse_cf_grouped_item = CFGroupedItem._parse
