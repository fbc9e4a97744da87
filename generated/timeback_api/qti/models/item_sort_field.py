"""Properties that assessment items can be sorted by."""

from enum import StrEnum


class ItemSortField(StrEnum):
    """Properties that assessment items can be sorted by."""

    TITLE = "title"
    IDENTIFIER = "identifier"
    TYPE = "type"
    CREATED_AT = "createdAt"
    UPDATED_AT = "updatedAt"


as_item_sort_field = {member.value: member for member in ItemSortField}.get
