from __future__ import annotations

from timeback_api.qti.models.catalog_element import CatalogElement
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class CatalogInfoElement(Model):
    """The element qti-catalog-info.

    Attributes:
        qti_catalog: The element qti-catalog.
    """

    qti_catalog: CatalogElement | None = json_field("qti-catalog", ModelOf(CatalogElement), default=None)


parse_catalog_info_element = CatalogInfoElement._parse
