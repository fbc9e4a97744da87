"""Kind of a QTI document, which decides the schema that it is held against."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """Kind of a QTI document, which decides the schema that it is held against."""

    TEST = "test"
    ITEM = "item"
    STIMULUS = "stimulus"


as_document_kind = {member.value: member for member in DocumentKind}.get
