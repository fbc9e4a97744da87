"""Some books."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import WHOLE, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class BookList(Model):
    """Some books.

    Attributes:
        books: The books.
        titles: The books under another name.
        total_count: How many there are.
    """
    books: list[Book] | None = None
    titles: list[Book] | None = None
    total_count: int | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, BookList)
        v: Any
        d = self._begin()
        if (v := self.books) is not None or "books" in d:
            d["books"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.titles) is not None or "titles" in d:
            d["titles"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.total_count) is not None or "totalCount" in d:
            d["totalCount"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.books = ([parse_book(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("books")) is list else v
        self.titles = ([parse_book(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("titles")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> BookList:
        return parse_book_list(data)


def parse_book_list(d: dict[str, Any], whole: bool = False) -> BookList:
    self: BookList = new(_BookList)
    self._raw = d
    self._changed = None
    self.total_count = d.get("totalCount")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = BookList
    return self


from timeback_api.library.models.book import Book, parse_book  # noqa: E402

_BookList = seed(BookList)
BookList.FIELDS = {
    "books": Field("books", Many(One(Book))),
    "titles": Field("titles", Many(One(Book))),
    "total_count": Field("totalCount", WHOLE),
}
BookList.INSIDE = {
    "books": ("books", Book),
    "titles": ("titles", Book),
}
