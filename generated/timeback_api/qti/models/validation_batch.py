"""Documents of one kind to validate."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ValidationBatch(Model):
    """Documents of one kind to validate.

    Attributes:
        schema: Kind of a QTI document, which decides the schema that it is held against.
        xml: The documents.
        entity_ids: Identifiers of stored objects whose documents are to be validated.
    """
    schema: DocumentKind | str | None
    xml: list[str] | None
    entity_ids: list[str] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ValidationBatch)
        v: Any
        d = self._begin()
        if (v := self.schema) is not None or "schema" in d:
            d["schema"] = v
        if (v := self.xml) is not None or "xml" in d:
            d["xml"] = v
        if (v := self.entity_ids) is not None or "entityIds" in d:
            d["entityIds"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ValidationBatch:
        return parse_validation_batch(data)


def parse_validation_batch(d: dict[str, Any]) -> ValidationBatch:
    self: ValidationBatch = new(_ValidationBatch)
    self._raw = d
    self._changed = None
    self.schema = as_document_kind(v, v) if type(v := d.get("schema")) is str else v
    self.xml = d.get("xml")
    self.entity_ids = d.get("entityIds")
    self.__class__ = ValidationBatch
    return self


from timeback_api.qti.models.document_kind import DocumentKind, as_document_kind  # noqa: E402

_ValidationBatch = seed(ValidationBatch)
ValidationBatch.FIELDS = {
    "schema": Field("schema", Choice(DocumentKind), True),
    "xml": Field("xml", Many(TEXT), True),
    "entity_ids": Field("entityIds", Many(TEXT), True),
}
