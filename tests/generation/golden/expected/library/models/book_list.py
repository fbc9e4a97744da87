"""Some books."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.library.models.book import Book, parse_book
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list_deep, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class BookList(Model):
    """Some books.

    Attributes:
        books: The books.
        titles: The books under another name.
        total_count: How many there are.
    """

    FIELDS = {
        "books": Field("books", ListOf(ModelOf(Book))),
        "titles": Field("titles", ListOf(ModelOf(Book))),
        "total_count": Field("totalCount", INTEGER),
    }
    NESTED = {"books": ("books", Book), "titles": ("titles", Book)}

    books: list[Book] | None = None
    titles: list[Book] | None = None
    total_count: int | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, BookList)
        value: Any
        data = self._start_dict()
        if (value := self.books) is not None or "books" in data:
            data["books"] = list_to_dicts(value)
        if (value := self.titles) is not None or "titles" in data:
            data["titles"] = list_to_dicts(value)
        if (value := self.total_count) is not None or "totalCount" in data:
            data["totalCount"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.books = parse_list_deep(data.get("books"), parse_book)
        self.titles = parse_list_deep(data.get("titles"), parse_book)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> BookList:
        return parse_book_list(data)


_UntrackedBookList = untracked_subclass(BookList)


def parse_book_list(data: Any, deep: bool = False) -> BookList:
    instance: BookList = new_model(_UntrackedBookList)
    instance._received = data
    instance._changed = None
    instance.total_count = data.get("totalCount")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = BookList
    return instance
