from __future__ import annotations

from timeback_api.qti.models.stylesheet import Stylesheet
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class StylesheetElement(Model):
    """The element qti-stylesheet.

    Attributes:
        field_attributes: A style sheet.
    """

    field_attributes: Stylesheet | None = json_field("_attributes", ModelOf(Stylesheet), default=None)


parse_stylesheet_element = StylesheetElement._parse
