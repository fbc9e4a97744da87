"""How many objects an upload stored."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import INTEGER, NUMBER, AnyOf, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UploadCounts(Model):
    """How many objects an upload stored.

    Attributes:
        documents: Number of documents.
        items: Number of items.
        associations: Number of associations.
    """

    FIELDS = {
        "documents": Field("documents", AnyOf(INTEGER, NUMBER), True),
        "items": Field("items", AnyOf(INTEGER, NUMBER), True),
        "associations": Field("associations", AnyOf(INTEGER, NUMBER), True),
    }

    documents: int | float
    items: int | float
    associations: int | float

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UploadCounts)
        value: Any
        data = self._start_dict()
        if (value := self.documents) is not None or "documents" in data:
            data["documents"] = value
        if (value := self.items) is not None or "items" in data:
            data["items"] = value
        if (value := self.associations) is not None or "associations" in data:
            data["associations"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UploadCounts:
        return parse_upload_counts(data)


_UntrackedUploadCounts = untracked_subclass(UploadCounts)


def parse_upload_counts(data: Any) -> UploadCounts:
    instance: UploadCounts = new_model(_UntrackedUploadCounts)
    instance._received = data
    instance._changed = None
    instance.documents = data.get("documents")
    instance.items = data.get("items")
    instance.associations = data.get("associations")
    instance.__class__ = UploadCounts
    return instance
