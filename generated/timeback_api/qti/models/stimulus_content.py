from __future__ import annotations

from timeback_api.qti.models.stimulus_element import StimulusElement
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class StimulusContent(Model):
    """The document of a stimulus as a tree.

    Attributes:
        qti_assessment_stimulus: The element qti-assessment-stimulus.
    """

    qti_assessment_stimulus: StimulusElement | None = json_field(
        "qti-assessment-stimulus", ModelOf(StimulusElement), default=None
    )


parse_stimulus_content = StimulusContent._parse
