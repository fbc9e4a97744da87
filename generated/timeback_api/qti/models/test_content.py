from __future__ import annotations

from timeback_api.qti.models.test_element import TestElement
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class TestContent(Model):
    """The document of a test as a tree.

    Attributes:
        qti_assessment_test: The element qti-assessment-test.
    """

    qti_assessment_test: TestElement | None = json_field("qti-assessment-test", ModelOf(TestElement), default=None)


parse_test_content = TestContent._parse
