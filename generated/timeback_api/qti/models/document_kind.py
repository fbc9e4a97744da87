from enum import StrEnum


class DocumentKind(StrEnum):
    """Type of a QTI document. It selects the schema for validation."""

    TEST = "test"
    ITEM = "item"
    STIMULUS = "stimulus"
