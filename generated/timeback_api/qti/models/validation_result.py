"""Outcome of the validation of one document."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, Either, Field, Many, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ValidationResult(Model):
    """Outcome of the validation of one document.

    Attributes:
        success: A truth value, either as a JSON boolean or as the text `"true"` or `"false"`. The OneRoster standard
            writes the text, the platform takes both.
        entity_id: Identifier of the object that was validated.
        xml_content: The document that was validated.
        validation_errors: The faults that were found, none in a valid document.
        message: The outcome in words.
        error: Why the document could not be validated. A reply of status 404 has it.
    """
    success: bool | str | None
    entity_id: str | None = None
    xml_content: str | None = None
    validation_errors: list[str] | None = None
    message: str | None = None
    error: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ValidationResult)
        v: Any
        d = self._begin()
        if (v := self.success) is not None or "success" in d:
            d["success"] = v
        if (v := self.entity_id) is not None or "entityId" in d:
            d["entityId"] = v
        if (v := self.xml_content) is not None or "xmlContent" in d:
            d["xmlContent"] = v
        if (v := self.validation_errors) is not None or "validationErrors" in d:
            d["validationErrors"] = v
        if (v := self.message) is not None or "message" in d:
            d["message"] = v
        if (v := self.error) is not None or "error" in d:
            d["error"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ValidationResult:
        return parse_validation_result(data)


def parse_validation_result(d: dict[str, Any]) -> ValidationResult:
    self: ValidationResult = new(_ValidationResult)
    self._raw = d
    self._changed = None
    self.success = d.get("success")
    self.entity_id = d.get("entityId")
    self.xml_content = d.get("xmlContent")
    self.validation_errors = d.get("validationErrors")
    self.message = d.get("message")
    self.error = d.get("error")
    self.__class__ = ValidationResult
    return self




_ValidationResult = seed(ValidationResult)
ValidationResult.FIELDS = {
    "success": Field("success", Either(FLAG, Text(0, "^(?:true|false)$")), True),
    "entity_id": Field("entityId", TEXT),
    "xml_content": Field("xmlContent", TEXT),
    "validation_errors": Field("validationErrors", Many(TEXT)),
    "message": Field("message", TEXT),
    "error": Field("error", TEXT),
}
