from __future__ import annotations

from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class ImsxCodeMinor(Model):
    """The minor codes of an error, from general to specific.

    Attributes:
        imsx_code_minor_field: At least one code, each with the system that reports it.
    """

    imsx_code_minor_field: list[ImsxCodeMinorField] = json_field(
        "imsx_codeMinorField", ListOf(ModelOf(ImsxCodeMinorField))
    )


parse_imsx_code_minor = ImsxCodeMinor._parse
