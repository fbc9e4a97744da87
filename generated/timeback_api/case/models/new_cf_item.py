"""An item, to be stored."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.new_link import NewLink, parse_new_link
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, TEXT, AnyOf, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "uri": Field("uri", TEXT, True),
        "last_change_date_time": Field("lastChangeDateTime", TEXT, True),
        "full_statement": Field("fullStatement", TEXT, True),
        "alternative_label": Field("alternativeLabel", TEXT),
        "cf_item_type": Field("CFItemType", TEXT),
        "cf_item_type_alias": Field("cfItemType", TEXT),
        "human_coding_scheme": Field("humanCodingScheme", TEXT),
        "list_enumeration": Field("listEnumeration", TEXT),
        "abbreviated_statement": Field("abbreviatedStatement", TEXT),
        "concept_keywords": Field("conceptKeywords", ListOf(TEXT)),
        "notes": Field("notes", TEXT),
        "subject": Field("subject", ListOf(TEXT)),
        "language": Field("language", TEXT),
        "education_level": Field("educationLevel", ListOf(TEXT)),
        "cf_item_type_uri": Field("CFItemTypeURI", AnyOf(TEXT, ModelOf(NewLink))),
        "license_uri": Field("licenseURI", AnyOf(TEXT, ModelOf(NewLink))),
        "status_start_date": Field("statusStartDate", TEXT),
        "status_end_date": Field("statusEndDate", TEXT),
        "extensions": Field("extensions", OBJECT),
    }
    NESTED = {"cf_item_type_uri": ("CFItemTypeURI", None), "license_uri": ("licenseURI", None)}

    identifier: str
    uri: str
    last_change_date_time: str
    full_statement: str
    alternative_label: str | None = None
    cf_item_type: str | None = None
    cf_item_type_alias: str | None = None
    human_coding_scheme: str | None = None
    list_enumeration: str | None = None
    abbreviated_statement: str | None = None
    concept_keywords: list[str] | None = None
    notes: str | None = None
    subject: list[str] | None = None
    language: str | None = None
    education_level: list[str] | None = None
    cf_item_type_uri: str | NewLink | None = None
    license_uri: str | NewLink | None = None
    status_start_date: str | None = None
    status_end_date: str | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewCFItem)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.uri) is not None or "uri" in data:
            data["uri"] = value
        if (value := self.last_change_date_time) is not None or "lastChangeDateTime" in data:
            data["lastChangeDateTime"] = value
        if (value := self.full_statement) is not None or "fullStatement" in data:
            data["fullStatement"] = value
        if (value := self.alternative_label) is not None or "alternativeLabel" in data:
            data["alternativeLabel"] = value
        if (value := self.cf_item_type) is not None or "CFItemType" in data:
            data["CFItemType"] = value
        if (value := self.cf_item_type_alias) is not None or "cfItemType" in data:
            data["cfItemType"] = value
        if (value := self.human_coding_scheme) is not None or "humanCodingScheme" in data:
            data["humanCodingScheme"] = value
        if (value := self.list_enumeration) is not None or "listEnumeration" in data:
            data["listEnumeration"] = value
        if (value := self.abbreviated_statement) is not None or "abbreviatedStatement" in data:
            data["abbreviatedStatement"] = value
        if (value := self.concept_keywords) is not None or "conceptKeywords" in data:
            data["conceptKeywords"] = value if value is data.get("conceptKeywords") else to_json(value)
        if (value := self.notes) is not None or "notes" in data:
            data["notes"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if value is data.get("subject") else to_json(value)
        if (value := self.language) is not None or "language" in data:
            data["language"] = value
        if (value := self.education_level) is not None or "educationLevel" in data:
            data["educationLevel"] = value if value is data.get("educationLevel") else to_json(value)
        if (value := self.cf_item_type_uri) is not None or "CFItemTypeURI" in data:
            data["CFItemTypeURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.license_uri) is not None or "licenseURI" in data:
            data["licenseURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.status_start_date) is not None or "statusStartDate" in data:
            data["statusStartDate"] = value
        if (value := self.status_end_date) is not None or "statusEndDate" in data:
            data["statusEndDate"] = value
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.cf_item_type_uri = parse_new_link(value) if type(value := data.get("CFItemTypeURI")) is dict else value
        self.license_uri = parse_new_link(value) if type(value := data.get("licenseURI")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewCFItem:
        return parse_new_cf_item(data)


_UntrackedNewCFItem = untracked_subclass(NewCFItem)


def parse_new_cf_item(data: Any, deep: bool = False) -> NewCFItem:
    instance: NewCFItem = new_model(_UntrackedNewCFItem)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.uri = data.get("uri")
    instance.last_change_date_time = data.get("lastChangeDateTime")
    instance.full_statement = data.get("fullStatement")
    instance.alternative_label = data.get("alternativeLabel")
    instance.cf_item_type = data.get("CFItemType")
    instance.cf_item_type_alias = data.get("cfItemType")
    instance.human_coding_scheme = data.get("humanCodingScheme")
    instance.list_enumeration = data.get("listEnumeration")
    instance.abbreviated_statement = data.get("abbreviatedStatement")
    instance.concept_keywords = data.get("conceptKeywords")
    instance.notes = data.get("notes")
    instance.subject = data.get("subject")
    instance.language = data.get("language")
    instance.education_level = data.get("educationLevel")
    instance.status_start_date = data.get("statusStartDate")
    instance.status_end_date = data.get("statusEndDate")
    instance.extensions = data.get("extensions")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = NewCFItem
    return instance
