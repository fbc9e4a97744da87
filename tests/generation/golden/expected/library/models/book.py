"""A book."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.shelf import Shelf, as_shelf
from timeback_api.library.models.edition import Edition, parse_edition
from timeback_api.library.models.grade import Grade, as_grade
from timeback_api.library.models.lending import Lending, parse_lending
from timeback_api.library.models.loan import Loan
from timeback_api.library.models.reservation import Reservation
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_date,
    parse_datetime,
    parse_list,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import DiscriminatedUnion, ModelOf
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
    Field,
    ListOf,
    MapOf,
    Text,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Book(Model):
    """A book. Its text has a "quote" and a back\\slash, and is long enough that it has to be wrapped over more than one
    line of the module.

    Attributes:
        sourced_id: Id of the object.
        title: What is on the cover.
        shelf: Where a book stands; a library may have shelves of its own.
        date_last_modified: Last change.
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

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1), True),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "title": Field("title", Text(1), True),
        "shelf": Field("shelf", Choice(Shelf, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), True),
        "printed": Field("printed", DATE),
        "grade": Field("grade", Choice(Grade)),
        "authors": Field("authors", ListOf(ModelOf(Reference), 1)),
        "owner": Field("owner", ModelOf(Reference)),
        "pages": Field("pages", Bounded(INTEGER, 1, None)),
        "weight": Field("weight", Bounded(NUMBER, 0, None)),
        "year": Field("year", AnyOf(TEXT, NUMBER)),
        "class_": Field("class", TEXT),
        "metadata": Field("metadata", OBJECT),
        "editions": Field("editions", MapOf(ModelOf(Edition))),
        "read": Field("read", ListOf(DATETIME)),
        "lent": Field("lent", BOOLEAN),
        "lending": Field("lending", DiscriminatedUnion("kind", {"loan": Loan, "reservation": Reservation}, None)),
    }
    NESTED = {
        "authors": ("authors", Reference),
        "owner": ("owner", Reference),
        "editions": ("editions", None),
        "read": ("read", None),
        "lending": ("lending", None),
    }

    FILTERS = frozenset({"author.sourcedId", "shelfName"})

    sourced_id: str
    title: str
    shelf: Shelf | str
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    printed: datetime.date | None = None
    grade: Grade | str | None = None
    authors: list[Reference] | None = None
    owner: Reference | None = None
    pages: int | None = None
    weight: float | None = None
    year: str | float | None = None
    class_: str | None = None
    metadata: dict[str, Any] | None = None
    editions: dict[str, Edition] | None = None
    read: list[datetime.datetime] | None = None
    lent: bool | None = None
    lending: Lending | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Book)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.shelf) is not None or "shelf" in data:
            data["shelf"] = value if type(value) is str else enum_to_json(value)
        if (value := self.printed) is not None or "printed" in data:
            data["printed"] = format_datetime(value, data.get("printed"))
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value if type(value) is str else enum_to_json(value)
        if (value := self.authors) is not None or "authors" in data:
            data["authors"] = list_to_dicts(value)
        if (value := self.owner) is not None or "owner" in data:
            data["owner"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.pages) is not None or "pages" in data:
            data["pages"] = value
        if (value := self.weight) is not None or "weight" in data:
            data["weight"] = value
        if (value := self.year) is not None or "year" in data:
            data["year"] = value
        if (value := self.class_) is not None or "class" in data:
            data["class"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        if (value := self.editions) is not None or "editions" in data:
            data["editions"] = to_json(value)
        if (value := self.read) is not None or "read" in data:
            data["read"] = to_json(value)
        if (value := self.lent) is not None or "lent" in data:
            data["lent"] = value
        if (value := self.lending) is not None or "lending" in data:
            data["lending"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.authors = parse_list(data.get("authors"), parse_reference)
        self.owner = parse_reference(value) if type(value := data.get("owner")) is dict else value
        self.editions = (
            {key: parse_edition(item, True) if type(item) is dict else item for key, item in value.items()}
            if type(value := data.get("editions")) is dict
            else value
        )
        self.read = (
            ([parse_datetime(item) if type(item) is str else item for item in value] if value else value)
            if type(value := data.get("read")) is list
            else value
        )
        self.lending = parse_lending(value) if type(value := data.get("lending")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Book:
        return parse_book(data)


_UntrackedBook = untracked_subclass(Book)


def parse_book(data: Any, deep: bool = False) -> Book:
    instance: Book = new_model(_UntrackedBook)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.title = data.get("title")
    instance.shelf = as_shelf(value, value) if type(value := data.get("shelf")) is str else value
    instance.printed = parse_date(value) if type(value := data.get("printed")) is str else value
    instance.grade = as_grade(value, value) if type(value := data.get("grade")) is str else value
    instance.pages = data.get("pages")
    instance.weight = data.get("weight")
    instance.year = data.get("year")
    instance.class_ = data.get("class")
    instance.metadata = data.get("metadata")
    instance.lent = data.get("lent")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = Book
    return instance
