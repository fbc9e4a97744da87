from __future__ import annotations

import datetime
from typing import Any

from timeback_api.case.models.link import Link
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATE, DATETIME, OBJECT, TEXT, AnyOf, ListOf, OneOf, json_field


class CFDocument(Model):
    """The document of a framework, with its metadata.

    Attributes:
        sourced_id: Id of the document.
        title: Name of the framework.
        uri: Address of the document.
        framework_type: Kind of framework.
        case_version: Version of the CASE standard.
        creator: The organisation that made the framework.
        last_change_date_time: When the document was last changed.
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
        cf_package_uri: The package of the framework.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    title: str = json_field("title", TEXT)
    uri: str = json_field("uri", TEXT)
    framework_type: str | None = json_field("frameworkType", TEXT, default=None)
    case_version: str | None = json_field("caseVersion", AnyOf(OneOf("1.1"), TEXT), default=None)
    creator: str = json_field("creator", TEXT)
    last_change_date_time: datetime.datetime = json_field("lastChangeDateTime", DATETIME)
    official_source_url: str | None = json_field("officialSourceURL", TEXT, default=None)
    publisher: str | None = json_field("publisher", TEXT, default=None)
    description: str | None = json_field("description", TEXT, default=None)
    subject: list[str] | None = json_field("subject", ListOf(TEXT), default=None)
    subject_uri: list[Link] | None = json_field("subjectURI", ListOf(ModelOf(Link)), default=None)
    language: str | None = json_field("language", TEXT, default=None)
    version: str | None = json_field("version", TEXT, default=None)
    adoption_status: str | None = json_field("adoptionStatus", TEXT, default=None)
    status_start_date: datetime.date | None = json_field("statusStartDate", DATE, default=None)
    status_end_date: datetime.date | None = json_field("statusEndDate", DATE, default=None)
    license_uri: Link | None = json_field("licenseURI", ModelOf(Link), default=None)
    notes: str | None = json_field("notes", TEXT, default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)
    cf_package_uri: Link = json_field("CFPackageURI", ModelOf(Link))


parse_cf_document = CFDocument._parse
