"""Where a book stands; a library may have shelves of its own."""

from enum import StrEnum


class Shelf(StrEnum):
    """Where a book stands; a library may have shelves of its own."""

    FICTION = "fiction"
    SCIENCE = "science"


as_shelf = {member.value: member for member in Shelf}.get
