from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, AnyOf, OneOf, json_field


class ImsxCodeMinorField(Model):
    """One minor code and the system that reports it.

    Attributes:
        imsx_code_minor_field_name: System that reports the code, usually `TargetEndSystem`.
        imsx_code_minor_field_value: Reason for an outcome in one word. Servers that follow earlier versions of the
            standard write some of the values with spaces.
    """

    imsx_code_minor_field_name: str = json_field("imsx_codeMinorFieldName", TEXT)
    imsx_code_minor_field_value: str = json_field(
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
    )


parse_imsx_code_minor_field = ImsxCodeMinorField._parse
