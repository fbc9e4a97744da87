"""Why a request failed, as the 1EdTech standards report it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor, parse_imsx_code_minor
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf, MapOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ImsxError(Model):
    """Why a request failed, as the 1EdTech standards report it. Some servers wrap the same properties in
    `imsx_StatusInfo`, and some give the minor code as one flat text under `imsx_codeMinor`.

    Attributes:
        imsx_code_major: Outcome in one word, such as `failure` or `unsupported`.
        imsx_severity: Severity: `status`, `warning` or `error`.
        imsx_description: Explanation for people. It may contain values from the request, including personal data.
        imsx_code_minor: The minor codes of an error, from general to specific.
        imsx_error_details: Further details, one object of texts for each problem. An extension of the platform: another
            provider may not know it.
        imsx_status_info: Why a request failed, as the 1EdTech standards report it. Some servers wrap the same
            properties in `imsx_StatusInfo`, and some give the minor code as one flat text under `imsx_codeMinor`.
    """

    imsx_code_major: str | None = None
    imsx_severity: str | None = None
    imsx_description: str | None = None
    imsx_code_minor: ImsxCodeMinor | None = None
    imsx_error_details: list[dict[str, str]] | None = None
    imsx_status_info: ImsxError | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ImsxError)
        value: Any
        data = self._start_dict()
        if (value := self.imsx_code_major) is not None or "imsx_codeMajor" in data:
            data["imsx_codeMajor"] = value
        if (value := self.imsx_severity) is not None or "imsx_severity" in data:
            data["imsx_severity"] = value
        if (value := self.imsx_description) is not None or "imsx_description" in data:
            data["imsx_description"] = value
        if (value := self.imsx_code_minor) is not None or "imsx_CodeMinor" in data:
            data["imsx_CodeMinor"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.imsx_error_details) is not None or "imsx_error_details" in data:
            data["imsx_error_details"] = value if value is data.get("imsx_error_details") else to_json(value)
        if (value := self.imsx_status_info) is not None or "imsx_StatusInfo" in data:
            data["imsx_StatusInfo"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.imsx_code_minor = (
            parse_imsx_code_minor(value, True) if type(value := data.get("imsx_CodeMinor")) is dict else value
        )
        self.imsx_status_info = (
            parse_imsx_error(value, True) if type(value := data.get("imsx_StatusInfo")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ImsxError:
        return parse_imsx_error(data)


_UntrackedImsxError = untracked_subclass(ImsxError)


def parse_imsx_error(data: Any, deep: bool = False) -> ImsxError:
    instance: ImsxError = new_model(_UntrackedImsxError)
    instance._received = data
    instance._changed = None
    instance.imsx_code_major = data.get("imsx_codeMajor")
    instance.imsx_severity = data.get("imsx_severity")
    instance.imsx_description = data.get("imsx_description")
    instance.imsx_error_details = data.get("imsx_error_details")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ImsxError
    return instance


# The metadata refers to the class, so it is set after the class exists.
ImsxError.FIELDS = {
    "imsx_code_major": Field("imsx_codeMajor", TEXT),
    "imsx_severity": Field("imsx_severity", TEXT),
    "imsx_description": Field("imsx_description", TEXT),
    "imsx_code_minor": Field("imsx_CodeMinor", ModelOf(ImsxCodeMinor)),
    "imsx_error_details": Field("imsx_error_details", ListOf(MapOf(TEXT))),
    "imsx_status_info": Field("imsx_StatusInfo", ModelOf(ImsxError)),
}
ImsxError.NESTED = {
    "imsx_code_minor": ("imsx_CodeMinor", ImsxCodeMinor),
    "imsx_status_info": ("imsx_StatusInfo", ImsxError),
}
