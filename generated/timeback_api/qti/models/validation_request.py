"""A document to validate, sent along or named."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ValidationRequest(Model):
    """A document to validate, sent along or named.

    Attributes:
        schema: Kind of a QTI document, which decides the schema that it is held against.
        xml: The document.
        entity_id: Identifier of a stored object whose document is to be validated. It goes before `xml`.
    """
    schema: DocumentKind | str | None
    xml: str | None = None
    entity_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ValidationRequest)
        v: Any
        d = self._begin()
        if (v := self.schema) is not None or "schema" in d:
            d["schema"] = v
        if (v := self.xml) is not None or "xml" in d:
            d["xml"] = v
        if (v := self.entity_id) is not None or "entityId" in d:
            d["entityId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ValidationRequest:
        return parse_validation_request(data)


def parse_validation_request(d: dict[str, Any]) -> ValidationRequest:
    self: ValidationRequest = new(_ValidationRequest)
    self._raw = d
    self._changed = None
    self.schema = as_document_kind(v, v) if type(v := d.get("schema")) is str else v
    self.xml = d.get("xml")
    self.entity_id = d.get("entityId")
    self.__class__ = ValidationRequest
    return self


from timeback_api.qti.models.document_kind import DocumentKind, as_document_kind  # noqa: E402

_ValidationRequest = seed(ValidationRequest)
ValidationRequest.FIELDS = {
    "schema": Field("schema", Choice(DocumentKind), True),
    "xml": Field("xml", TEXT),
    "entity_id": Field("entityId", TEXT),
}
