"""A single competency, or a heading of several."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.case.models.link import Link, parse_link
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_date,
    parse_datetime,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATE, DATETIME, OBJECT, TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CFItem(Model):
    """A single competency, or a heading of several.

    Attributes:
        sourced_id: Id of the item.
        full_statement: The text of the item.
        cf_item_type: Kind of item, such as `Standard`.
        uri: Address of the item.
        last_change_date_time: When the item was last changed.
        alternative_label: Another name of the item.
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
        cf_document_uri: The document of the framework.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "full_statement": Field("fullStatement", TEXT, True),
        "alternative_label": Field("alternativeLabel", TEXT),
        "cf_item_type": Field("CFItemType", TEXT, True),
        "uri": Field("uri", TEXT, True),
        "human_coding_scheme": Field("humanCodingScheme", TEXT),
        "list_enumeration": Field("listEnumeration", TEXT),
        "abbreviated_statement": Field("abbreviatedStatement", TEXT),
        "concept_keywords": Field("conceptKeywords", ListOf(TEXT)),
        "concept_keywords_uri": Field("conceptKeywordsURI", ModelOf(Link)),
        "notes": Field("notes", TEXT),
        "subject": Field("subject", ListOf(TEXT)),
        "subject_uri": Field("subjectURI", ListOf(ModelOf(Link))),
        "language": Field("language", TEXT),
        "education_level": Field("educationLevel", ListOf(TEXT)),
        "cf_item_type_uri": Field("CFItemTypeURI", ModelOf(Link)),
        "license_uri": Field("licenseURI", ModelOf(Link)),
        "status_start_date": Field("statusStartDate", DATE),
        "status_end_date": Field("statusEndDate", DATE),
        "last_change_date_time": Field("lastChangeDateTime", DATETIME, True),
        "extensions": Field("extensions", OBJECT),
        "cf_document_uri": Field("CFDocumentURI", ModelOf(Link)),
    }
    NESTED = {
        "concept_keywords_uri": ("conceptKeywordsURI", Link),
        "subject_uri": ("subjectURI", Link),
        "cf_item_type_uri": ("CFItemTypeURI", Link),
        "license_uri": ("licenseURI", Link),
        "cf_document_uri": ("CFDocumentURI", Link),
    }

    sourced_id: str
    full_statement: str
    cf_item_type: str
    uri: str
    last_change_date_time: datetime.datetime
    alternative_label: str | None = None
    human_coding_scheme: str | None = None
    list_enumeration: str | None = None
    abbreviated_statement: str | None = None
    concept_keywords: list[str] | None = None
    concept_keywords_uri: Link | None = None
    notes: str | None = None
    subject: list[str] | None = None
    subject_uri: list[Link] | None = None
    language: str | None = None
    education_level: list[str] | None = None
    cf_item_type_uri: Link | None = None
    license_uri: Link | None = None
    status_start_date: datetime.date | None = None
    status_end_date: datetime.date | None = None
    extensions: dict[str, Any] | None = None
    cf_document_uri: Link | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CFItem)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.full_statement) is not None or "fullStatement" in data:
            data["fullStatement"] = value
        if (value := self.alternative_label) is not None or "alternativeLabel" in data:
            data["alternativeLabel"] = value
        if (value := self.cf_item_type) is not None or "CFItemType" in data:
            data["CFItemType"] = value
        if (value := self.uri) is not None or "uri" in data:
            data["uri"] = value
        if (value := self.human_coding_scheme) is not None or "humanCodingScheme" in data:
            data["humanCodingScheme"] = value
        if (value := self.list_enumeration) is not None or "listEnumeration" in data:
            data["listEnumeration"] = value
        if (value := self.abbreviated_statement) is not None or "abbreviatedStatement" in data:
            data["abbreviatedStatement"] = value
        if (value := self.concept_keywords) is not None or "conceptKeywords" in data:
            data["conceptKeywords"] = value if value is data.get("conceptKeywords") else to_json(value)
        if (value := self.concept_keywords_uri) is not None or "conceptKeywordsURI" in data:
            data["conceptKeywordsURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.notes) is not None or "notes" in data:
            data["notes"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if value is data.get("subject") else to_json(value)
        if (value := self.subject_uri) is not None or "subjectURI" in data:
            data["subjectURI"] = list_to_dicts(value)
        if (value := self.language) is not None or "language" in data:
            data["language"] = value
        if (value := self.education_level) is not None or "educationLevel" in data:
            data["educationLevel"] = value if value is data.get("educationLevel") else to_json(value)
        if (value := self.cf_item_type_uri) is not None or "CFItemTypeURI" in data:
            data["CFItemTypeURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.license_uri) is not None or "licenseURI" in data:
            data["licenseURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.status_start_date) is not None or "statusStartDate" in data:
            data["statusStartDate"] = format_datetime(value, data.get("statusStartDate"))
        if (value := self.status_end_date) is not None or "statusEndDate" in data:
            data["statusEndDate"] = format_datetime(value, data.get("statusEndDate"))
        if (value := self.last_change_date_time) is not None or "lastChangeDateTime" in data:
            data["lastChangeDateTime"] = format_datetime(value, data.get("lastChangeDateTime"))
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        if (value := self.cf_document_uri) is not None or "CFDocumentURI" in data:
            data["CFDocumentURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.concept_keywords_uri = (
            parse_link(value) if type(value := data.get("conceptKeywordsURI")) is dict else value
        )
        self.subject_uri = parse_list(data.get("subjectURI"), parse_link)
        self.cf_item_type_uri = parse_link(value) if type(value := data.get("CFItemTypeURI")) is dict else value
        self.license_uri = parse_link(value) if type(value := data.get("licenseURI")) is dict else value
        self.cf_document_uri = parse_link(value) if type(value := data.get("CFDocumentURI")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CFItem:
        return parse_cf_item(data)


_UntrackedCFItem = untracked_subclass(CFItem)


def parse_cf_item(data: Any, deep: bool = False) -> CFItem:
    instance: CFItem = new_model(_UntrackedCFItem)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.full_statement = data.get("fullStatement")
    instance.alternative_label = data.get("alternativeLabel")
    instance.cf_item_type = data.get("CFItemType")
    instance.uri = data.get("uri")
    instance.human_coding_scheme = data.get("humanCodingScheme")
    instance.list_enumeration = data.get("listEnumeration")
    instance.abbreviated_statement = data.get("abbreviatedStatement")
    instance.concept_keywords = data.get("conceptKeywords")
    instance.notes = data.get("notes")
    instance.subject = data.get("subject")
    instance.language = data.get("language")
    instance.education_level = data.get("educationLevel")
    instance.status_start_date = parse_date(value) if type(value := data.get("statusStartDate")) is str else value
    instance.status_end_date = parse_date(value) if type(value := data.get("statusEndDate")) is str else value
    instance.last_change_date_time = (
        parse_datetime(value) if type(value := data.get("lastChangeDateTime")) is str else value
    )
    instance.extensions = data.get("extensions")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CFItem
    return instance
