from __future__ import annotations

from typing import Any

from timeback_api.qti.models.catalog_info_element import CatalogInfoElement
from timeback_api.qti.models.stimulus_element_attributes import StimulusElementAttributes
from timeback_api.qti.models.stylesheet_element import StylesheetElement
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import OBJECT, json_field


class StimulusElement(Model):
    """The element qti-assessment-stimulus.

    Attributes:
        field_attributes: Attributes of qti-assessment-stimulus.
        qti_stimulus_body: The material, in HTML.
        qti_stylesheet: The element qti-stylesheet.
        qti_catalog_info: The element qti-catalog-info.
    """

    field_attributes: StimulusElementAttributes | None = json_field(
        "_attributes", ModelOf(StimulusElementAttributes), default=None
    )
    qti_stimulus_body: dict[str, Any] | None = json_field("qti-stimulus-body", OBJECT, default=None)
    qti_stylesheet: StylesheetElement | None = json_field("qti-stylesheet", ModelOf(StylesheetElement), default=None)
    qti_catalog_info: CatalogInfoElement | None = json_field(
        "qti-catalog-info", ModelOf(CatalogInfoElement), default=None
    )


parse_stimulus_element = StimulusElement._parse
