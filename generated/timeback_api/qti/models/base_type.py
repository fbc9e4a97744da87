from enum import StrEnum


class BaseType(StrEnum):
    """Base type of a variable. In text form a point is `x y`, a pair is two identifiers separated by a space, and a
    duration is a number of seconds.
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
