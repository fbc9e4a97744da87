"""Wrapper of one document."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.cf_document import CFDocument, parse_cf_document
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleCFDocument(Model):
    """Wrapper of one document.

    Attributes:
        cf_document: The document of a framework, with its metadata.
    """

    FIELDS = {"cf_document": Field("CFDocument", ModelOf(CFDocument), True)}
    NESTED = {"cf_document": ("CFDocument", CFDocument)}

    cf_document: CFDocument

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleCFDocument)
        value: Any
        data = self._start_dict()
        if (value := self.cf_document) is not None or "CFDocument" in data:
            data["CFDocument"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.cf_document = parse_cf_document(value, True) if type(value := data.get("CFDocument")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleCFDocument:
        return parse_single_cf_document(data)


_UntrackedSingleCFDocument = untracked_subclass(SingleCFDocument)


def parse_single_cf_document(data: Any, deep: bool = False) -> SingleCFDocument:
    instance: SingleCFDocument = new_model(_UntrackedSingleCFDocument)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleCFDocument
    return instance
