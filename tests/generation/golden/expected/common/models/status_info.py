"""What an error says."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StatusInfo(Model):
    """What an error says.

    Attributes:
        imsx_code_major: Success or failure.
        imsx_description: What went wrong.
    """

    FIELDS = {"imsx_code_major": Field("imsx_codeMajor", TEXT), "imsx_description": Field("imsx_description", TEXT)}

    imsx_code_major: str | None = None
    imsx_description: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, StatusInfo)
        value: Any
        data = self._start_dict()
        if (value := self.imsx_code_major) is not None or "imsx_codeMajor" in data:
            data["imsx_codeMajor"] = value
        if (value := self.imsx_description) is not None or "imsx_description" in data:
            data["imsx_description"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StatusInfo:
        return parse_status_info(data)


_UntrackedStatusInfo = untracked_subclass(StatusInfo)


def parse_status_info(data: Any) -> StatusInfo:
    instance: StatusInfo = new_model(_UntrackedStatusInfo)
    instance._received = data
    instance._changed = None
    instance.imsx_code_major = data.get("imsx_codeMajor")
    instance.imsx_description = data.get("imsx_description")
    instance.__class__ = StatusInfo
    return instance
