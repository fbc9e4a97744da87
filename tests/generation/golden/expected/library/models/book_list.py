from __future__ import annotations

from timeback_api.library.models.book import Book
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, ListOf, json_field


class BookList(Model):
    """Some books.

    Attributes:
        books: The books.
        titles: The books under another name.
        total_count: How many there are.
    """

    books: list[Book] | None = json_field("books", ListOf(ModelOf(Book)), default=None)
    titles: list[Book] | None = json_field("titles", ListOf(ModelOf(Book)), default=None)
    total_count: int | None = json_field("totalCount", INTEGER, default=None)


parse_book_list = BookList._parse
