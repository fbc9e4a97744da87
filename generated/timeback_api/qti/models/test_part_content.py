from __future__ import annotations

from timeback_api.qti.models.test_part_element import TestPartElement
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class TestPartContent(Model):
    """The XML of a test part as a tree.

    Attributes:
        qti_test_part: The element qti-test-part.
    """

    qti_test_part: TestPartElement | None = json_field("qti-test-part", ModelOf(TestPartElement), default=None)


parse_test_part_content = TestPartContent._parse
