from __future__ import annotations

from timeback_api.qti.models.document_kind import DocumentKind
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class ValidationRequest(Model):
    """A document to validate, sent along or named.

    Attributes:
        schema: Type of a QTI document. It selects the schema for validation.
        xml: The document.
        entity_id: Identifier of a stored object whose document is validated. It takes precedence over `xml`.
    """

    schema: DocumentKind | str = json_field("schema", Choice(DocumentKind))
    xml: str | None = json_field("xml", TEXT, default=None)
    entity_id: str | None = json_field("entityId", TEXT, default=None)


parse_validation_request = ValidationRequest._parse
