from __future__ import annotations

from timeback_api.library.models.book import Book
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleBook(Model):
    """One book in its wrapper.

    Attributes:
        book: A book. Its text has a "quote" and a back\\slash, and is long enough that it has to be wrapped over more
            than one line of the module.
    """

    book: Book = json_field("book", ModelOf(Book))


parse_single_book = SingleBook._parse
