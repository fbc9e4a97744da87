from __future__ import annotations

from timeback_api.case.models.cf_item import CFItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleCFItem(Model):
    """Wrapper of one item.

    Attributes:
        cf_item: A single competency, or a heading of several.
    """

    cf_item: CFItem = json_field("CFItem", ModelOf(CFItem))


parse_single_cf_item = SingleCFItem._parse
