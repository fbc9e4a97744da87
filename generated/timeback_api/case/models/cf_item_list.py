from __future__ import annotations

from timeback_api.case.models.cf_item import CFItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class CFItemList(Model):
    """A page of items.

    Attributes:
        cf_items: The items of this page.
    """

    cf_items: list[CFItem] = json_field("CFItems", ListOf(ModelOf(CFItem)))


parse_cf_item_list = CFItemList._parse
