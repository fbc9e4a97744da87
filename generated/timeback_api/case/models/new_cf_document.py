from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, ListOf, json_field


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

    identifier: str = json_field("identifier", TEXT)
    uri: str = json_field("uri", TEXT)
    last_change_date_time: str = json_field("lastChangeDateTime", TEXT)
    title: str = json_field("title", TEXT)
    creator: str = json_field("creator", TEXT)
    official_source_url: str | None = json_field("officialSourceURL", TEXT, default=None)
    publisher: str | None = json_field("publisher", TEXT, default=None)
    description: str | None = json_field("description", TEXT, default=None)
    language: str | None = json_field("language", TEXT, default=None)
    version: str | None = json_field("version", TEXT, default=None)
    case_version: str | None = json_field("caseVersion", TEXT, default=None)
    adoption_status: str | None = json_field("adoptionStatus", TEXT, default=None)
    status_start_date: str | None = json_field("statusStartDate", TEXT, default=None)
    status_end_date: str | None = json_field("statusEndDate", TEXT, default=None)
    license_uri: str | None = json_field("licenseUri", TEXT, default=None)
    notes: str | None = json_field("notes", TEXT, default=None)
    subject: list[str] | None = json_field("subject", ListOf(TEXT), default=None)


parse_new_cf_document = NewCFDocument._parse
