"""The document of a framework, with its metadata."""

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
from timeback_runtime.validators import DATE, DATETIME, OBJECT, TEXT, AnyOf, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CFDocument(Model):
    """The document of a framework, with its metadata.

    Attributes:
        sourced_id: Id of the document.
        title: Name of the framework.
        uri: Address of the document.
        creator: The organisation that made the framework.
        last_change_date_time: When the document was last changed.
        cf_package_uri: The package of the framework.
        framework_type: Kind of framework.
        case_version: Version of the CASE standard.
        official_source_url: Address of the official text.
        publisher: The organisation that publishes the framework.
        description: Description of the framework.
        subject: Subjects of the framework.
        subject_uri: The subjects, as references.
        language: Language of the framework, such as `en`.
        version: Version of the framework.
        adoption_status: Whether the framework is a draft, adopted or deprecated.
        status_start_date: First day of the adoption status.
        status_end_date: Last day of the adoption status.
        license_uri: License of the framework.
        notes: Notes for people.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "title": Field("title", TEXT, True),
        "uri": Field("uri", TEXT, True),
        "framework_type": Field("frameworkType", TEXT),
        "case_version": Field("caseVersion", AnyOf(OneOf("1.1"), TEXT)),
        "creator": Field("creator", TEXT, True),
        "last_change_date_time": Field("lastChangeDateTime", DATETIME, True),
        "official_source_url": Field("officialSourceURL", TEXT),
        "publisher": Field("publisher", TEXT),
        "description": Field("description", TEXT),
        "subject": Field("subject", ListOf(TEXT)),
        "subject_uri": Field("subjectURI", ListOf(ModelOf(Link))),
        "language": Field("language", TEXT),
        "version": Field("version", TEXT),
        "adoption_status": Field("adoptionStatus", TEXT),
        "status_start_date": Field("statusStartDate", DATE),
        "status_end_date": Field("statusEndDate", DATE),
        "license_uri": Field("licenseURI", ModelOf(Link)),
        "notes": Field("notes", TEXT),
        "extensions": Field("extensions", OBJECT),
        "cf_package_uri": Field("CFPackageURI", ModelOf(Link), True),
    }
    NESTED = {
        "subject_uri": ("subjectURI", Link),
        "license_uri": ("licenseURI", Link),
        "cf_package_uri": ("CFPackageURI", Link),
    }

    sourced_id: str
    title: str
    uri: str
    creator: str
    last_change_date_time: datetime.datetime
    cf_package_uri: Link
    framework_type: str | None = None
    case_version: str | None = None
    official_source_url: str | None = None
    publisher: str | None = None
    description: str | None = None
    subject: list[str] | None = None
    subject_uri: list[Link] | None = None
    language: str | None = None
    version: str | None = None
    adoption_status: str | None = None
    status_start_date: datetime.date | None = None
    status_end_date: datetime.date | None = None
    license_uri: Link | None = None
    notes: str | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CFDocument)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.uri) is not None or "uri" in data:
            data["uri"] = value
        if (value := self.framework_type) is not None or "frameworkType" in data:
            data["frameworkType"] = value
        if (value := self.case_version) is not None or "caseVersion" in data:
            data["caseVersion"] = value
        if (value := self.creator) is not None or "creator" in data:
            data["creator"] = value
        if (value := self.last_change_date_time) is not None or "lastChangeDateTime" in data:
            data["lastChangeDateTime"] = format_datetime(value, data.get("lastChangeDateTime"))
        if (value := self.official_source_url) is not None or "officialSourceURL" in data:
            data["officialSourceURL"] = value
        if (value := self.publisher) is not None or "publisher" in data:
            data["publisher"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if value is data.get("subject") else to_json(value)
        if (value := self.subject_uri) is not None or "subjectURI" in data:
            data["subjectURI"] = list_to_dicts(value)
        if (value := self.language) is not None or "language" in data:
            data["language"] = value
        if (value := self.version) is not None or "version" in data:
            data["version"] = value
        if (value := self.adoption_status) is not None or "adoptionStatus" in data:
            data["adoptionStatus"] = value
        if (value := self.status_start_date) is not None or "statusStartDate" in data:
            data["statusStartDate"] = format_datetime(value, data.get("statusStartDate"))
        if (value := self.status_end_date) is not None or "statusEndDate" in data:
            data["statusEndDate"] = format_datetime(value, data.get("statusEndDate"))
        if (value := self.license_uri) is not None or "licenseURI" in data:
            data["licenseURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.notes) is not None or "notes" in data:
            data["notes"] = value
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        if (value := self.cf_package_uri) is not None or "CFPackageURI" in data:
            data["CFPackageURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.subject_uri = parse_list(data.get("subjectURI"), parse_link)
        self.license_uri = parse_link(value) if type(value := data.get("licenseURI")) is dict else value
        self.cf_package_uri = parse_link(value) if type(value := data.get("CFPackageURI")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CFDocument:
        return parse_cf_document(data)


_UntrackedCFDocument = untracked_subclass(CFDocument)


def parse_cf_document(data: Any, deep: bool = False) -> CFDocument:
    instance: CFDocument = new_model(_UntrackedCFDocument)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.title = data.get("title")
    instance.uri = data.get("uri")
    instance.framework_type = data.get("frameworkType")
    instance.case_version = data.get("caseVersion")
    instance.creator = data.get("creator")
    instance.last_change_date_time = (
        parse_datetime(value) if type(value := data.get("lastChangeDateTime")) is str else value
    )
    instance.official_source_url = data.get("officialSourceURL")
    instance.publisher = data.get("publisher")
    instance.description = data.get("description")
    instance.subject = data.get("subject")
    instance.language = data.get("language")
    instance.version = data.get("version")
    instance.adoption_status = data.get("adoptionStatus")
    instance.status_start_date = parse_date(value) if type(value := data.get("statusStartDate")) is str else value
    instance.status_end_date = parse_date(value) if type(value := data.get("statusEndDate")) is str else value
    instance.notes = data.get("notes")
    instance.extensions = data.get("extensions")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CFDocument
    return instance
