"""Cardinality of a variable: one, a set, a sequence, or several values under names of their own."""

from enum import StrEnum


class Cardinality(StrEnum):
    """Cardinality of a variable: one, a set, a sequence, or several values under names of their own."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDERED = "ordered"
    RECORD = "record"


as_cardinality = {member.value: member for member in Cardinality}.get
