"""Documents of one kind to validate."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.document_kind import DocumentKind, as_document_kind
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ValidationBatch(Model):
    """Documents of one kind to validate.

    Attributes:
        schema: Type of a QTI document. It selects the schema for validation.
        xml: The documents.
        entity_ids: Identifiers of stored objects whose documents are validated.
    """

    FIELDS = {
        "schema": Field("schema", Choice(DocumentKind), True),
        "xml": Field("xml", ListOf(TEXT), True),
        "entity_ids": Field("entityIds", ListOf(TEXT), True),
    }

    schema: DocumentKind | str
    xml: list[str]
    entity_ids: list[str]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ValidationBatch)
        value: Any
        data = self._start_dict()
        if (value := self.schema) is not None or "schema" in data:
            data["schema"] = value if type(value) is str else enum_to_json(value)
        if (value := self.xml) is not None or "xml" in data:
            data["xml"] = value if value is data.get("xml") else to_json(value)
        if (value := self.entity_ids) is not None or "entityIds" in data:
            data["entityIds"] = value if value is data.get("entityIds") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ValidationBatch:
        return parse_validation_batch(data)


_UntrackedValidationBatch = untracked_subclass(ValidationBatch)


def parse_validation_batch(data: Any) -> ValidationBatch:
    instance: ValidationBatch = new_model(_UntrackedValidationBatch)
    instance._received = data
    instance._changed = None
    instance.schema = as_document_kind(value, value) if type(value := data.get("schema")) is str else value
    instance.xml = data.get("xml")
    instance.entity_ids = data.get("entityIds")
    instance.__class__ = ValidationBatch
    return instance
