from __future__ import annotations

from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, MapOf, json_field


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

    imsx_code_major: str | None = json_field("imsx_codeMajor", TEXT, default=None)
    imsx_severity: str | None = json_field("imsx_severity", TEXT, default=None)
    imsx_description: str | None = json_field("imsx_description", TEXT, default=None)
    imsx_code_minor: ImsxCodeMinor | None = json_field("imsx_CodeMinor", ModelOf(ImsxCodeMinor), default=None)
    imsx_error_details: list[dict[str, str]] | None = json_field(
        "imsx_error_details", ListOf(MapOf(TEXT)), default=None
    )
    imsx_status_info: ImsxError | None = json_field("imsx_StatusInfo", ModelOf(lambda: ImsxError), default=None)


parse_imsx_error = ImsxError._parse
