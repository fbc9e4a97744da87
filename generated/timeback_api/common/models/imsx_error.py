"""Why a request failed, as the 1EdTech standards report it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field, Many, Named, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ImsxError(Model):
    """Why a request failed, as the 1EdTech standards report it. Some servers wrap the same properties in
    `imsx_StatusInfo`, and some give the minor code as one flat text under `imsx_codeMinor`.

    Attributes:
        imsx_code_major: Outcome in one word, such as `failure` or `unsupported`.
        imsx_severity: How grave it is, `status`, `warning` or `error`.
        imsx_description: Explanation for people. It may quote values from the request, personal data included.
        imsx_code_minor: The minor codes of an error, from the general to the particular.
        imsx_error_details: Further details, one object of texts for each problem that was found.
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
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ImsxError)
        v: Any
        d = self._begin()
        if (v := self.imsx_code_major) is not None or "imsx_codeMajor" in d:
            d["imsx_codeMajor"] = v
        if (v := self.imsx_severity) is not None or "imsx_severity" in d:
            d["imsx_severity"] = v
        if (v := self.imsx_description) is not None or "imsx_description" in d:
            d["imsx_description"] = v
        if (v := self.imsx_code_minor) is not None or "imsx_CodeMinor" in d:
            d["imsx_CodeMinor"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.imsx_error_details) is not None or "imsx_error_details" in d:
            d["imsx_error_details"] = v
        if (v := self.imsx_status_info) is not None or "imsx_StatusInfo" in d:
            d["imsx_StatusInfo"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.imsx_code_minor = parse_imsx_code_minor(v, True) if type(v := d.get("imsx_CodeMinor")) is dict else v
        self.imsx_status_info = parse_imsx_error(v, True) if type(v := d.get("imsx_StatusInfo")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ImsxError:
        return parse_imsx_error(data)


def parse_imsx_error(d: dict[str, Any], whole: bool = False) -> ImsxError:
    self: ImsxError = new(_ImsxError)
    self._raw = d
    self._changed = None
    self.imsx_code_major = d.get("imsx_codeMajor")
    self.imsx_severity = d.get("imsx_severity")
    self.imsx_description = d.get("imsx_description")
    self.imsx_error_details = d.get("imsx_error_details")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ImsxError
    return self


from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor, parse_imsx_code_minor  # noqa: E402

_ImsxError = seed(ImsxError)
ImsxError.FIELDS = {
    "imsx_code_major": Field("imsx_codeMajor", TEXT),
    "imsx_severity": Field("imsx_severity", TEXT),
    "imsx_description": Field("imsx_description", TEXT),
    "imsx_code_minor": Field("imsx_CodeMinor", One(ImsxCodeMinor)),
    "imsx_error_details": Field("imsx_error_details", Many(Named(TEXT))),
    "imsx_status_info": Field("imsx_StatusInfo", One(ImsxError)),
}
ImsxError.INSIDE = {
    "imsx_code_minor": ("imsx_CodeMinor", ImsxCodeMinor),
    "imsx_status_info": ("imsx_StatusInfo", ImsxError),
}
