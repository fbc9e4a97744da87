from enum import StrEnum


class ItemSortField(StrEnum):
    """Properties that assessment items can be sorted by."""

    TITLE = "title"
    IDENTIFIER = "identifier"
    TYPE = "type"
    CREATED_AT = "createdAt"
    UPDATED_AT = "updatedAt"
