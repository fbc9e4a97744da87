from enum import StrEnum


class Shelf(StrEnum):
    """Where a book stands; a library may have shelves of its own."""

    FICTION = "fiction"
    SCIENCE = "science"
