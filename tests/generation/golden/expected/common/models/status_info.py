from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class StatusInfo(Model):
    """What an error says.

    Attributes:
        imsx_code_major: Success or failure.
        imsx_description: What went wrong.
    """

    imsx_code_major: str | None = json_field("imsx_codeMajor", TEXT, default=None)
    imsx_description: str | None = json_field("imsx_description", TEXT, default=None)


parse_status_info = StatusInfo._parse
