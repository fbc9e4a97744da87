"""Reply to the upload of a package."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.upload_result import UploadResult, parse_upload_result
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class PackageUpload(Model):
    """Reply to the upload of a package.

    Attributes:
        success: Whether the package was stored.
        message: Outcome in words for people.
        result: What an upload stored.
    """

    FIELDS = {
        "success": Field("success", BOOLEAN, True),
        "message": Field("message", TEXT, True),
        "result": Field("result", ModelOf(UploadResult), True),
    }
    NESTED = {"result": ("result", UploadResult)}

    success: bool
    message: str
    result: UploadResult

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, PackageUpload)
        value: Any
        data = self._start_dict()
        if (value := self.success) is not None or "success" in data:
            data["success"] = value
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.result) is not None or "result" in data:
            data["result"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.result = parse_upload_result(value, True) if type(value := data.get("result")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> PackageUpload:
        return parse_package_upload(data)


_UntrackedPackageUpload = untracked_subclass(PackageUpload)


def parse_package_upload(data: Any, deep: bool = False) -> PackageUpload:
    instance: PackageUpload = new_model(_UntrackedPackageUpload)
    instance._received = data
    instance._changed = None
    instance.success = data.get("success")
    instance.message = data.get("message")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = PackageUpload
    return instance
