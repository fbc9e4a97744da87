"""Base type of a variable."""

from enum import StrEnum


class BaseType(StrEnum):
    """Base type of a variable. In text form a point is `x y`, a pair two identifiers with a space between them, a
    duration a number of seconds.
    """

    IDENTIFIER = "identifier"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    FLOAT = "float"
    STRING = "string"
    POINT = "point"
    PAIR = "pair"
    DIRECTED_PAIR = "directedPair"
    DURATION = "duration"
    FILE = "file"
    URI = "uri"


as_base_type = {member.value: member for member in BaseType}.get
