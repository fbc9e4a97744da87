from __future__ import annotations

from timeback_api.qti.models.stimulus_reference import StimulusReference
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class StimulusReferenceElement(Model):
    """The element qti-assessment-stimulus-ref.

    Attributes:
        field_attributes: Names a stimulus that an item needs.
    """

    field_attributes: StimulusReference | None = json_field("_attributes", ModelOf(StimulusReference), default=None)


parse_stimulus_reference_element = StimulusReferenceElement._parse
