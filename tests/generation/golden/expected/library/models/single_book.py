"""One book in its wrapper."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleBook(Model):
    """One book in its wrapper.

    Attributes:
        book: A book. Its text has a "quote" and a back\\slash, and is long enough that it has to be wrapped over more
            than one line of the module.
    """
    book: Book | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, SingleBook)
        v: Any
        d = self._begin()
        if (v := self.book) is not None or "book" in d:
            d["book"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.book = parse_book(v, True) if type(v := d.get("book")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleBook:
        return parse_single_book(data)


def parse_single_book(d: dict[str, Any], whole: bool = False) -> SingleBook:
    self: SingleBook = new(_SingleBook)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = SingleBook
    return self


from timeback_api.library.models.book import Book, parse_book  # noqa: E402

_SingleBook = seed(SingleBook)
SingleBook.FIELDS = {
    "book": Field("book", One(Book), True),
}
SingleBook.INSIDE = {
    "book": ("book", Book),
}
