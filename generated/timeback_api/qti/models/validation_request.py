"""A document to validate, sent along or named."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.document_kind import DocumentKind, as_document_kind
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ValidationRequest(Model):
    """A document to validate, sent along or named.

    Attributes:
        schema: Type of a QTI document. It selects the schema for validation.
        xml: The document.
        entity_id: Identifier of a stored object whose document is validated. It takes precedence over `xml`.
    """

    FIELDS = {
        "schema": Field("schema", Choice(DocumentKind), True),
        "xml": Field("xml", TEXT),
        "entity_id": Field("entityId", TEXT),
    }

    schema: DocumentKind | str
    xml: str | None = None
    entity_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ValidationRequest)
        value: Any
        data = self._start_dict()
        if (value := self.schema) is not None or "schema" in data:
            data["schema"] = value if type(value) is str else enum_to_json(value)
        if (value := self.xml) is not None or "xml" in data:
            data["xml"] = value
        if (value := self.entity_id) is not None or "entityId" in data:
            data["entityId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ValidationRequest:
        return parse_validation_request(data)


_UntrackedValidationRequest = untracked_subclass(ValidationRequest)


def parse_validation_request(data: Any) -> ValidationRequest:
    instance: ValidationRequest = new_model(_UntrackedValidationRequest)
    instance._received = data
    instance._changed = None
    instance.schema = as_document_kind(value, value) if type(value := data.get("schema")) is str else value
    instance.xml = data.get("xml")
    instance.entity_id = data.get("entityId")
    instance.__class__ = ValidationRequest
    return instance
