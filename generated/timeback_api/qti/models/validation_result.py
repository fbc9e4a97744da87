from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, AnyOf, ListOf, OneOf, json_field


class ValidationResult(Model):
    """Outcome of the validation of one document.

    Attributes:
        success: A truth value, either as a JSON boolean or as the text `"true"` or `"false"`. The OneRoster standard
            uses the text; the platform accepts both.
        entity_id: Identifier of the object that was validated.
        xml_content: The document that was validated.
        validation_errors: The errors. Empty for a valid document.
        message: The outcome in words.
        error: Why the document could not be validated. Only replies with the status 404 have it.
    """

    success: bool | str = json_field("success", AnyOf(BOOLEAN, OneOf("true", "false")))
    entity_id: str | None = json_field("entityId", TEXT, default=None)
    xml_content: str | None = json_field("xmlContent", TEXT, default=None)
    validation_errors: list[str] | None = json_field("validationErrors", ListOf(TEXT), default=None)
    message: str | None = json_field("message", TEXT, default=None)
    error: str | None = json_field("error", TEXT, default=None)


parse_validation_result = ValidationResult._parse
