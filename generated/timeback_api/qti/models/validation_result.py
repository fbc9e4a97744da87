"""Outcome of the validation of one document."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, AnyOf, Field, ListOf, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "success": Field("success", AnyOf(BOOLEAN, OneOf("true", "false")), True),
        "entity_id": Field("entityId", TEXT),
        "xml_content": Field("xmlContent", TEXT),
        "validation_errors": Field("validationErrors", ListOf(TEXT)),
        "message": Field("message", TEXT),
        "error": Field("error", TEXT),
    }

    success: bool | str
    entity_id: str | None = None
    xml_content: str | None = None
    validation_errors: list[str] | None = None
    message: str | None = None
    error: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ValidationResult)
        value: Any
        data = self._start_dict()
        if (value := self.success) is not None or "success" in data:
            data["success"] = value
        if (value := self.entity_id) is not None or "entityId" in data:
            data["entityId"] = value
        if (value := self.xml_content) is not None or "xmlContent" in data:
            data["xmlContent"] = value
        if (value := self.validation_errors) is not None or "validationErrors" in data:
            data["validationErrors"] = value if value is data.get("validationErrors") else to_json(value)
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.error) is not None or "error" in data:
            data["error"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ValidationResult:
        return parse_validation_result(data)


_UntrackedValidationResult = untracked_subclass(ValidationResult)


def parse_validation_result(data: Any) -> ValidationResult:
    instance: ValidationResult = new_model(_UntrackedValidationResult)
    instance._received = data
    instance._changed = None
    instance.success = data.get("success")
    instance.entity_id = data.get("entityId")
    instance.xml_content = data.get("xmlContent")
    instance.validation_errors = data.get("validationErrors")
    instance.message = data.get("message")
    instance.error = data.get("error")
    instance.__class__ = ValidationResult
    return instance
