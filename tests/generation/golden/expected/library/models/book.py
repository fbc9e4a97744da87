from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.reference import Reference
from timeback_api.common.models.shelf import Shelf
from timeback_api.library.models.edition import Edition
from timeback_api.library.models.grade import Grade
from timeback_api.library.models.lending import LENDING, Lending
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import (
    BOOLEAN,
    DATE,
    DATETIME,
    INTEGER,
    NUMBER,
    OBJECT,
    TEXT,
    AnyOf,
    Bounded,
    Choice,
    ListOf,
    MapOf,
    Text,
    json_field,
)


class Book(Model):
    """A book. Its text has a "quote" and a back\\slash, and is long enough that it has to be wrapped over more than one
    line of the module.

    Attributes:
        sourced_id: Id of the object.
        date_last_modified: Last change.
        title: What is on the cover.
        shelf: Where a book stands; a library may have shelves of its own.
        printed: Day of the print.
        grade: State of the copy, where known.
        authors: Who wrote it.
        owner: The library that owns it.
        pages: How many pages.
        weight: In grams.
        year: When it was written.
        class_: Its class in the catalogue.
        metadata: Free pairs.
        editions: Editions by name.
        read: When it was read.
        lent: Whether somebody has it.
        lending: A loan or a reservation.
    """

    sourced_id: str = json_field("sourcedId", Text(1))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", Text(1))
    shelf: Shelf | str = json_field("shelf", Choice(Shelf, pattern="^ext:[a-zA-Z0-9.\\-_]+$"))
    printed: datetime.date | None = json_field("printed", DATE, default=None)
    grade: Grade | str | None = json_field("grade", Choice(Grade), default=None)
    authors: list[Reference] | None = json_field("authors", ListOf(ModelOf(Reference), 1), default=None)
    owner: Reference | None = json_field("owner", ModelOf(Reference), default=None)
    pages: int | None = json_field("pages", Bounded(INTEGER, 1, None), default=None)
    weight: float | None = json_field("weight", Bounded(NUMBER, 0, None), default=None)
    year: str | float | None = json_field("year", AnyOf(TEXT, NUMBER), default=None)
    class_: str | None = json_field("class", TEXT, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)
    editions: dict[str, Edition] | None = json_field("editions", MapOf(ModelOf(Edition)), default=None)
    read: list[datetime.datetime] | None = json_field("read", ListOf(DATETIME), default=None)
    lent: bool | None = json_field("lent", BOOLEAN, default=None)
    lending: Lending | None = json_field("lending", LENDING, default=None)

    FILTERS = frozenset({"author.sourcedId", "shelfName"})


parse_book = Book._parse
