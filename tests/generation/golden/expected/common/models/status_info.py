"""What an error says."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class StatusInfo(Model):
    """What an error says.

    Attributes:
        imsx_code_major: Success or failure.
        imsx_description: What went wrong.
    """
    imsx_code_major: str | None = None
    imsx_description: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, StatusInfo)
        v: Any
        d = self._begin()
        if (v := self.imsx_code_major) is not None or "imsx_codeMajor" in d:
            d["imsx_codeMajor"] = v
        if (v := self.imsx_description) is not None or "imsx_description" in d:
            d["imsx_description"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> StatusInfo:
        return parse_status_info(data)


def parse_status_info(d: dict[str, Any]) -> StatusInfo:
    self: StatusInfo = new(_StatusInfo)
    self._raw = d
    self._changed = None
    self.imsx_code_major = d.get("imsx_codeMajor")
    self.imsx_description = d.get("imsx_description")
    self.__class__ = StatusInfo
    return self




_StatusInfo = seed(StatusInfo)
StatusInfo.FIELDS = {
    "imsx_code_major": Field("imsx_codeMajor", TEXT),
    "imsx_description": Field("imsx_description", TEXT),
}
