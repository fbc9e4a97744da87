"""What an upload stored."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.upload_counts import UploadCounts, parse_upload_counts
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class UploadResult(Model):
    """What an upload stored.

    Attributes:
        document_id: Id of the document.
        stats: How many objects an upload stored.
        success: Whether the package was stored.
    """

    FIELDS = {
        "document_id": Field("documentId", TEXT, True),
        "stats": Field("stats", ModelOf(UploadCounts), True),
        "success": Field("success", BOOLEAN, True),
    }
    NESTED = {"stats": ("stats", UploadCounts)}

    document_id: str
    stats: UploadCounts
    success: bool

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, UploadResult)
        value: Any
        data = self._start_dict()
        if (value := self.document_id) is not None or "documentId" in data:
            data["documentId"] = value
        if (value := self.stats) is not None or "stats" in data:
            data["stats"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.success) is not None or "success" in data:
            data["success"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.stats = parse_upload_counts(value) if type(value := data.get("stats")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> UploadResult:
        return parse_upload_result(data)


_UntrackedUploadResult = untracked_subclass(UploadResult)


def parse_upload_result(data: Any, deep: bool = False) -> UploadResult:
    instance: UploadResult = new_model(_UntrackedUploadResult)
    instance._received = data
    instance._changed = None
    instance.document_id = data.get("documentId")
    instance.success = data.get("success")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = UploadResult
    return instance
