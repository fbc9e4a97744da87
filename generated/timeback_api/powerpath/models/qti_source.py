from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import OBJECT, TEXT, json_field


class QtiSource(Model):
    """Where a QTI test comes from.

    Attributes:
        url: Address of the QTI test.
        title: Title of the test.
        metadata: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
    """

    url: str = json_field("url", TEXT)
    title: str | None = json_field("title", TEXT, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)


parse_qti_source = QtiSource._parse
