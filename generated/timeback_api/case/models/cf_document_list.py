"""A page of documents."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.cf_document import CFDocument, parse_cf_document
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CFDocumentList(Model):
    """A page of documents.

    Attributes:
        cf_documents: The documents of this page.
    """

    FIELDS = {"cf_documents": Field("CFDocuments", ListOf(ModelOf(CFDocument)), True)}
    NESTED = {"cf_documents": ("CFDocuments", CFDocument)}

    cf_documents: list[CFDocument]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CFDocumentList)
        value: Any
        data = self._start_dict()
        if (value := self.cf_documents) is not None or "CFDocuments" in data:
            data["CFDocuments"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.cf_documents = parse_list_deep(data.get("CFDocuments"), parse_cf_document)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CFDocumentList:
        return parse_cf_document_list(data)


_UntrackedCFDocumentList = untracked_subclass(CFDocumentList)


def parse_cf_document_list(data: Any, deep: bool = False) -> CFDocumentList:
    instance: CFDocumentList = new_model(_UntrackedCFDocumentList)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CFDocumentList
    return instance
