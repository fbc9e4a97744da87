from enum import StrEnum


class SortField(StrEnum):
    """Properties that tests, test parts, sections and stimuli can be sorted by."""

    TITLE = "title"
    IDENTIFIER = "identifier"
    CREATED_AT = "createdAt"
    UPDATED_AT = "updatedAt"
