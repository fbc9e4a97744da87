from __future__ import annotations

from timeback_api.qti.models.document_kind import DocumentKind
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, ListOf, json_field


class ValidationBatch(Model):
    """Documents of one kind to validate.

    Attributes:
        schema: Type of a QTI document. It selects the schema for validation.
        xml: The documents.
        entity_ids: Identifiers of stored objects whose documents are validated.
    """

    schema: DocumentKind | str = json_field("schema", Choice(DocumentKind))
    xml: list[str] = json_field("xml", ListOf(TEXT))
    entity_ids: list[str] = json_field("entityIds", ListOf(TEXT))


parse_validation_batch = ValidationBatch._parse
