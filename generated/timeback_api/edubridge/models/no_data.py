from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import ANY, json_field


class NoData(Model):
    """Reply to a deletion.

    Attributes:
        data: Always null.
    """

    data: Any | None = json_field("data", ANY, default=None)


parse_no_data = NoData._parse
