"""One minor code and the system that reports it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, AnyOf, Field, OneOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ImsxCodeMinorField(Model):
    """One minor code and the system that reports it.

    Attributes:
        imsx_code_minor_field_name: System that reports the code, usually `TargetEndSystem`.
        imsx_code_minor_field_value: Reason for an outcome in one word. Servers that follow earlier versions of the
            standard write some of the values with spaces.
    """

    FIELDS = {
        "imsx_code_minor_field_name": Field("imsx_codeMinorFieldName", TEXT, True),
        "imsx_code_minor_field_value": Field(
            "imsx_codeMinorFieldValue",
            AnyOf(
                OneOf(
                    "fullsuccess",
                    "invalid_filter_field",
                    "invalid_selection_field",
                    "invaliddata",
                    "unauthorisedrequest",
                    "forbidden",
                    "server_busy",
                    "unknownobject",
                    "internal_server_error",
                ),
                TEXT,
            ),
            True,
        ),
    }

    imsx_code_minor_field_name: str
    imsx_code_minor_field_value: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ImsxCodeMinorField)
        value: Any
        data = self._start_dict()
        if (value := self.imsx_code_minor_field_name) is not None or "imsx_codeMinorFieldName" in data:
            data["imsx_codeMinorFieldName"] = value
        if (value := self.imsx_code_minor_field_value) is not None or "imsx_codeMinorFieldValue" in data:
            data["imsx_codeMinorFieldValue"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ImsxCodeMinorField:
        return parse_imsx_code_minor_field(data)


_UntrackedImsxCodeMinorField = untracked_subclass(ImsxCodeMinorField)


def parse_imsx_code_minor_field(data: Any) -> ImsxCodeMinorField:
    instance: ImsxCodeMinorField = new_model(_UntrackedImsxCodeMinorField)
    instance._received = data
    instance._changed = None
    instance.imsx_code_minor_field_name = data.get("imsx_codeMinorFieldName")
    instance.imsx_code_minor_field_value = data.get("imsx_codeMinorFieldValue")
    instance.__class__ = ImsxCodeMinorField
    return instance
