"""A book."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_date, to_datetime, to_json
from timeback_runtime.validators import (
    DAY, FLAG, FREE, MOMENT, NUMBER, TEXT, WHOLE, Choice, Either, Field, Limited, Many, Named, One, Text, Variant,
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
    sourced_id: str | None
    title: str | None
    shelf: Shelf | str | None
    date_last_modified: datetime.datetime | None = None
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
    lending: Lending | dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Book)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.shelf) is not None or "shelf" in d:
            d["shelf"] = v
        if (v := self.printed) is not None or "printed" in d:
            d["printed"] = from_moment(v, d.get("printed"))
        if (v := self.grade) is not None or "grade" in d:
            d["grade"] = v
        if (v := self.authors) is not None or "authors" in d:
            d["authors"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.owner) is not None or "owner" in d:
            d["owner"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.pages) is not None or "pages" in d:
            d["pages"] = v
        if (v := self.weight) is not None or "weight" in d:
            d["weight"] = v
        if (v := self.year) is not None or "year" in d:
            d["year"] = v
        if (v := self.class_) is not None or "class" in d:
            d["class"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        if (v := self.editions) is not None or "editions" in d:
            d["editions"] = to_json(v)
        if (v := self.read) is not None or "read" in d:
            d["read"] = to_json(v)
        if (v := self.lent) is not None or "lent" in d:
            d["lent"] = v
        if (v := self.lending) is not None or "lending" in d:
            d["lending"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.authors = ([parse_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("authors")) is list else v
        self.owner = parse_reference(v) if type(v := d.get("owner")) is dict else v
        self.editions = {k: parse_edition(i, True) if type(i) is dict else i for k, i in v.items()} if type(v := d.get("editions")) is dict else v
        self.read = ([to_datetime(i) if type(i) is str else i for i in v] if v else v) if type(v := d.get("read")) is list else v
        self.lending = parse_lending(v) if type(v := d.get("lending")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Book:
        return parse_book(data)


def parse_book(d: dict[str, Any], whole: bool = False) -> Book:
    self: Book = new(_Book)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.title = d.get("title")
    self.shelf = as_shelf(v, v) if type(v := d.get("shelf")) is str else v
    self.printed = to_date(v) if type(v := d.get("printed")) is str else v
    self.grade = as_grade(v, v) if type(v := d.get("grade")) is str else v
    self.pages = d.get("pages")
    self.weight = d.get("weight")
    self.year = d.get("year")
    self.class_ = d.get("class")
    self.metadata = d.get("metadata")
    self.lent = d.get("lent")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = Book
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.shelf import Shelf, as_shelf  # noqa: E402
from timeback_api.library.models.edition import Edition, parse_edition  # noqa: E402
from timeback_api.library.models.grade import Grade, as_grade  # noqa: E402
from timeback_api.library.models.lending import Lending, parse_lending  # noqa: E402
from timeback_api.library.models.loan import Loan  # noqa: E402
from timeback_api.library.models.reservation import Reservation  # noqa: E402

_Book = seed(Book)
Book.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1), True),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "title": Field("title", Text(1), True),
    "shelf": Field("shelf", Choice(Shelf, "^ext:[a-zA-Z0-9.\\-_]+$"), True),
    "printed": Field("printed", DAY),
    "grade": Field("grade", Choice(Grade)),
    "authors": Field("authors", Many(One(Reference), 1)),
    "owner": Field("owner", One(Reference)),
    "pages": Field("pages", Limited(WHOLE, 1, None)),
    "weight": Field("weight", Limited(NUMBER, 0, None)),
    "year": Field("year", Either(TEXT, NUMBER)),
    "class_": Field("class", TEXT),
    "metadata": Field("metadata", FREE),
    "editions": Field("editions", Named(One(Edition))),
    "read": Field("read", Many(MOMENT)),
    "lent": Field("lent", FLAG),
    "lending": Field("lending", Variant("kind", {"loan": Loan, "reservation": Reservation}, None)),
}
Book.INSIDE = {
    "authors": ("authors", Reference),
    "owner": ("owner", Reference),
    "editions": ("editions", None),
    "read": ("read", None),
    "lending": ("lending", None),
}
Book.FILTERS = frozenset({"author.sourcedId", "shelfName"})
