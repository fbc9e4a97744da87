"""The document of a framework, to be stored."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewCFDocument(Model):
    """The document of a framework, to be stored.

    Attributes:
        identifier: Id of the document.
        uri: Address of the document.
        last_change_date_time: When the document was last changed.
        title: Name of the framework.
        creator: The organisation that made the framework.
        official_source_url: Address of the official text.
        publisher: The organisation that publishes the framework.
        description: Description of the framework.
        language: Language of the framework, such as `en`.
        version: Version of the framework.
        case_version: Version of the CASE standard, `1.1`.
        adoption_status: Whether the framework is a draft, adopted or deprecated.
        status_start_date: First day of the adoption status.
        status_end_date: Last day of the adoption status.
        license_uri: Address of the license. Replies write `licenseURI`.
        notes: Notes for people.
        subject: Subjects of the framework.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "uri": Field("uri", TEXT, True),
        "last_change_date_time": Field("lastChangeDateTime", TEXT, True),
        "title": Field("title", TEXT, True),
        "creator": Field("creator", TEXT, True),
        "official_source_url": Field("officialSourceURL", TEXT),
        "publisher": Field("publisher", TEXT),
        "description": Field("description", TEXT),
        "language": Field("language", TEXT),
        "version": Field("version", TEXT),
        "case_version": Field("caseVersion", TEXT),
        "adoption_status": Field("adoptionStatus", TEXT),
        "status_start_date": Field("statusStartDate", TEXT),
        "status_end_date": Field("statusEndDate", TEXT),
        "license_uri": Field("licenseUri", TEXT),
        "notes": Field("notes", TEXT),
        "subject": Field("subject", ListOf(TEXT)),
    }

    identifier: str
    uri: str
    last_change_date_time: str
    title: str
    creator: str
    official_source_url: str | None = None
    publisher: str | None = None
    description: str | None = None
    language: str | None = None
    version: str | None = None
    case_version: str | None = None
    adoption_status: str | None = None
    status_start_date: str | None = None
    status_end_date: str | None = None
    license_uri: str | None = None
    notes: str | None = None
    subject: list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewCFDocument)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.uri) is not None or "uri" in data:
            data["uri"] = value
        if (value := self.last_change_date_time) is not None or "lastChangeDateTime" in data:
            data["lastChangeDateTime"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.creator) is not None or "creator" in data:
            data["creator"] = value
        if (value := self.official_source_url) is not None or "officialSourceURL" in data:
            data["officialSourceURL"] = value
        if (value := self.publisher) is not None or "publisher" in data:
            data["publisher"] = value
        if (value := self.description) is not None or "description" in data:
            data["description"] = value
        if (value := self.language) is not None or "language" in data:
            data["language"] = value
        if (value := self.version) is not None or "version" in data:
            data["version"] = value
        if (value := self.case_version) is not None or "caseVersion" in data:
            data["caseVersion"] = value
        if (value := self.adoption_status) is not None or "adoptionStatus" in data:
            data["adoptionStatus"] = value
        if (value := self.status_start_date) is not None or "statusStartDate" in data:
            data["statusStartDate"] = value
        if (value := self.status_end_date) is not None or "statusEndDate" in data:
            data["statusEndDate"] = value
        if (value := self.license_uri) is not None or "licenseUri" in data:
            data["licenseUri"] = value
        if (value := self.notes) is not None or "notes" in data:
            data["notes"] = value
        if (value := self.subject) is not None or "subject" in data:
            data["subject"] = value if value is data.get("subject") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewCFDocument:
        return parse_new_cf_document(data)


_UntrackedNewCFDocument = untracked_subclass(NewCFDocument)


def parse_new_cf_document(data: Any) -> NewCFDocument:
    instance: NewCFDocument = new_model(_UntrackedNewCFDocument)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.uri = data.get("uri")
    instance.last_change_date_time = data.get("lastChangeDateTime")
    instance.title = data.get("title")
    instance.creator = data.get("creator")
    instance.official_source_url = data.get("officialSourceURL")
    instance.publisher = data.get("publisher")
    instance.description = data.get("description")
    instance.language = data.get("language")
    instance.version = data.get("version")
    instance.case_version = data.get("caseVersion")
    instance.adoption_status = data.get("adoptionStatus")
    instance.status_start_date = data.get("statusStartDate")
    instance.status_end_date = data.get("statusEndDate")
    instance.license_uri = data.get("licenseUri")
    instance.notes = data.get("notes")
    instance.subject = data.get("subject")
    instance.__class__ = NewCFDocument
    return instance
