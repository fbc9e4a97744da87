from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import OBJECT, json_field


class TestMetadata(Model):
    """The metadata of a test, replaced as a whole.

    Attributes:
        metadata: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
    """

    metadata: dict[str, Any] = json_field("metadata", OBJECT)


parse_test_metadata = TestMetadata._parse
