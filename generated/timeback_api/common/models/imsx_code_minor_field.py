"""One minor code and the system that it comes from."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Either, Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ImsxCodeMinorField(Model):
    """One minor code and the system that it comes from.

    Attributes:
        imsx_code_minor_field_name: System that reports the code, as a rule `TargetEndSystem`.
        imsx_code_minor_field_value: Reason of an outcome in one word. Servers of earlier versions of the standard
            write some of them with spaces.
    """
    imsx_code_minor_field_name: str | None
    imsx_code_minor_field_value: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ImsxCodeMinorField)
        v: Any
        d = self._begin()
        if (v := self.imsx_code_minor_field_name) is not None or "imsx_codeMinorFieldName" in d:
            d["imsx_codeMinorFieldName"] = v
        if (v := self.imsx_code_minor_field_value) is not None or "imsx_codeMinorFieldValue" in d:
            d["imsx_codeMinorFieldValue"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ImsxCodeMinorField:
        return parse_imsx_code_minor_field(data)


def parse_imsx_code_minor_field(d: dict[str, Any]) -> ImsxCodeMinorField:
    self: ImsxCodeMinorField = new(_ImsxCodeMinorField)
    self._raw = d
    self._changed = None
    self.imsx_code_minor_field_name = d.get("imsx_codeMinorFieldName")
    self.imsx_code_minor_field_value = d.get("imsx_codeMinorFieldValue")
    self.__class__ = ImsxCodeMinorField
    return self




_ImsxCodeMinorField = seed(ImsxCodeMinorField)
ImsxCodeMinorField.FIELDS = {
    "imsx_code_minor_field_name": Field("imsx_codeMinorFieldName", TEXT, True),
    "imsx_code_minor_field_value": Field("imsx_codeMinorFieldValue", Either(Text(0, "^(?:fullsuccess|invalid_filter_field|invalid_selection_field|invaliddata|unauthorisedrequest|forbidden|server_busy|unknownobject|internal_server_error)$"), TEXT), True),
}
